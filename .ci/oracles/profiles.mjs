// profiles.mjs SITE PROFILES: every datapackage.json is accepted by the official Data Package
// v2 profiles, in the folder PROFILES (datapackage.json, dataresource.json, tableschema.json as
// datapackage.org/profiles/2.0 serves them).
import { files, load, openSite, read, Report } from './built_site.mjs'

const Ajv = (await load('ajv')).default
const addFormats = (await load('ajv-formats')).default
const [root, profiles] = openSite('profiles.mjs SITE PROFILES', 2)
const report = new Report('profiles')

const ajv = new (Ajv.default ?? Ajv)({ strict: false, allErrors: true, unicodeRegExp: false, logger: false })
;(addFormats.default ?? addFormats)(ajv)
const compile = name => {
  const schema = JSON.parse(read(profiles, `${name}.json`))
  delete schema.$id
  return ajv.compile(schema)
}
const accepts = { package: compile('datapackage'), resource: compile('dataresource'), schema: compile('tableschema') }

function check(kind, value, where) {
  if (accepts[kind](value)) return report.check(true)
  for (const e of accepts[kind].errors.slice(0, 5)) report.check(false, `${where}${e.instancePath}: ${e.message} ${JSON.stringify(e.params)}`)
}

for (const file of files(root, '.json').filter(f => /(^|[/.])datapackage(\.[a-z-]+)?\.json$/i.test(f))) {
  const descriptor = JSON.parse(read(root, file))
  check('package', descriptor, file)
  for (const r of descriptor.resources ?? []) {
    check('resource', r, `${file}: ${r.name}`)
    check('schema', r.schema, `${file}: ${r.name}: schema`)
  }
}
report.finish()
