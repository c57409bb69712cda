// What the JavaScript oracles share: npm packages from wherever they were installed, the
// built site as its own API describes it, and a report.
//
// Packages are looked for as Node does (a node_modules beside or above this folder), or in
// the folder that ORACLE_MODULES names. Nothing is installed here.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

export async function load(name) {
  const module = await import(locate(name)).catch(error => {
    console.error(`${name} cannot be loaded (npm install it, and name its node_modules in ORACLE_MODULES): ${error.message}`)
    process.exit(2)
  })
  return typeof module.default === 'object' ? { ...module.default, ...module } : module
}

function locate(name) {
  const dir = process.env.ORACLE_MODULES
  if (!dir) return name
  try {
    return pathToFileURL(createRequire(path.resolve(dir, '../x.js')).resolve(name))
  } catch { // a package of ES modules only
    const about = JSON.parse(read(dir, name, 'package.json'))
    const pick = e => (typeof e === 'string' ? e : e && pick(e.import ?? e.node ?? e.default))
    return pathToFileURL(path.resolve(dir, name, pick(about.exports?.['.'] ?? about.exports) ?? about.module ?? about.main ?? 'index.js'))
  }
}

export class Report {
  constructor(name) {
    this.name = name
    this.failures = []
    this.checks = 0
  }

  check(ok, message) {
    this.checks++
    if (!ok) this.failures.push(message)
    return ok
  }

  equal(got, want, where) {
    return this.check(got === want, `${where}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`)
  }

  finish() {
    for (const f of this.failures.slice(0, 100)) console.log(`${this.name}: ${f}`)
    if (this.failures.length > 100) console.log(`${this.name}: … and ${this.failures.length - 100} more`)
    console.log(`${this.name}: ${this.checks} checks, ${this.failures.length} failures`)
    if (this.checks === 0) console.log(`${this.name}: nothing was checked`)
    process.exit(this.failures.length > 0 || this.checks === 0 ? 1 : 0)
  }
}

export function openSite(usage, needed = 1) {
  const [root, ...rest] = process.argv.slice(2)
  if (process.argv.length < 2 + needed || !fs.existsSync(root)) {
    console.error(`usage: ${usage}`)
    process.exit(2)
  }
  return [root, ...rest]
}

export const read = (...parts) => fs.readFileSync(path.join(...parts), 'utf8')

// Paths of all files under root whose names end in ending.
export function files(root, ending) {
  return fs.readdirSync(root, { recursive: true }).filter(f => f.endsWith(ending)).sort()
}

// Each dataset as api/datasets/NAME.json has it; filePath gives a format's path.
export function datasets(root) {
  return JSON.parse(read(root, 'api/datasets.json')).datasets.map(entry => {
    const at = path.join(root, 'api', entry.self)
    const d = JSON.parse(read(at))
    d.filePath = format => {
      const f = d.files?.find(f => f.format === format)
      return f && path.join(path.dirname(at), f.path)
    }
    return d
  })
}

// The rows of a CSV as lumbung writes it, the header first. null is an empty cell without
// quotes.
export function csv(text) {
  const rows = []
  let row = []
  for (let i = 0; i < text.length;) {
    let cell = null
    if (text[i] === '"') {
      cell = ''
      for (i++; ; i++) {
        if (text[i] === '"' && text[++i] !== '"') break
        cell += text[i]
      }
    } else {
      const start = i
      while (i < text.length && text[i] !== ',' && text[i] !== '\r') i++
      if (i > start) cell = text.slice(start, i)
    }
    row.push(cell)
    if (text[i] === ',') {
      i++
      if (text[i] === '\r') row.push(null)
      else continue
    }
    i += 2
    rows.push(row)
    row = []
  }
  return rows
}
