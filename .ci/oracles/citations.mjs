// citations.mjs SITE: BibTeX, RIS, CSL-JSON and CITATION.cff parse with Citation.js, and all
// cite the same works.
import { files, load, openSite, read, Report } from './built_site.mjs'

const { Cite } = await load('@citation-js/core')
for (const plugin of ['bibtex', 'ris', 'csl', 'cff']) await load(`@citation-js/plugin-${plugin}`)
const [root] = openSite('citations.mjs SITE')
const report = new Report('citations')

const parsers = { '.bib': '@biblatex/text', '.ris': '@ris/file', '.cff': '@else/yaml', '.csl.json': '@csl/list+object' }

function works(file, ending) {
  try {
    const input = ending === '.csl.json' ? JSON.parse(read(root, file)) : read(root, file)
    return new Cite(input, { forceType: parsers[ending] }).data
  } catch (error) {
    report.check(false, `${file}: ${error.message}`)
    return []
  }
}

const squeeze = s => String(s ?? '').replace(/\s+/g, ' ').trim()
const name = a => squeeze(a.literal ?? [a.given, a.family].filter(Boolean).join(' '))
const authors = work => (work.author ?? []).map(name).join('; ')
const year = work => work.issued?.['date-parts']?.[0]?.[0] ?? null

// The CSL-JSON is the measure; the others stand beside it under the same name.
for (const file of files(root, '.csl.json')) {
  const measure = works(file, '.csl.json')
  report.check(measure.length > 0, `${file}: no works`)
  for (const ending of ['.bib', '.ris']) {
    const other = file.slice(0, -'.csl.json'.length) + ending
    const found = works(other, ending)
    report.equal(found.length, measure.length, `${other}: works`)
    found.forEach((work, i) => {
      if (!measure[i]) return
      report.equal(squeeze(work.title), squeeze(measure[i].title), `${other}: title of work ${i + 1}`)
      report.equal(authors(work), authors(measure[i]), `${other}: authors of work ${i + 1}`)
      report.equal(year(work), year(measure[i]), `${other}: year of work ${i + 1}`)
      report.equal(work.URL ?? null, measure[i].URL ?? null, `${other}: address of work ${i + 1}`)
      report.equal(work.DOI ?? null, measure[i].DOI ?? null, `${other}: DOI of work ${i + 1}`)
    })
  }
}
const cff = files(root, 'CITATION.cff')
report.check(cff.includes('CITATION.cff'), 'no CITATION.cff at the root')
for (const file of cff) {
  const [work, ...references] = works(file, '.cff')
  if (!report.check(work, `${file}: no work`)) continue
  report.equal(work.type, 'dataset', `${file}: type`)
  for (const key of ['title', 'author']) report.check(work[key]?.length > 0, `${file}: no ${key}`)
  references.forEach((r, i) => report.check(r.title && r.author?.length > 0, `${file}: reference ${i + 1} lacks a title or an author`))
}
for (const file of files(root, '.datacite.json')) {
  const a = JSON.parse(read(root, file)).data.attributes
  for (const key of ['creators', 'titles', 'publisher', 'publicationYear', 'types']) report.check(a[key], `${file}: no ${key}`)
  report.equal(a.types?.resourceTypeGeneral, 'Dataset', `${file}: general type`)
}
report.finish()
