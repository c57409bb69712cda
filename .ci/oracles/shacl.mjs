// shacl.mjs SITE SHAPES: the DCAT catalogue and each dataset's description conform to the
// shapes in the Turtle file SHAPES (SEMICeu/DCAT-AP, releases/3.0.1/shacl/dcat-ap-SHACL.ttl).
import { files, load, openSite, read, Report } from './built_site.mjs'

const { Parser } = await load('n3')
const SHACLValidator = (await load('rdf-validate-shacl')).default
const factory = (await load('@zazuko/env-node')).default
const [root, shapesFile] = openSite('shacl.mjs SITE SHAPES', 2)
const report = new Report('shacl')

const parse = text => factory.dataset(new Parser().parse(text))
const validator = new SHACLValidator(parse(read(shapesFile)), { factory })
for (const file of files(root, '.ttl')) {
  const result = await validator.validate(parse(read(root, file)))
  report.check(result.conforms, `${file} does not conform`)
  for (const r of result.results) {
    const rule = r.sourceConstraintComponent?.value.split('#')[1]
    report.check(false, `${file}: ${r.focusNode?.value} ${r.path?.value ?? ''} ${rule} ${r.value?.value ?? ''}`)
  }
}
report.finish()
