// sbom.mjs FILE: the bill of materials is valid by CycloneDX's own schema, strictly.
import fs from 'node:fs'
import { load, Report } from './built_site.mjs'

const { Spec, Validation } = await load('@cyclonedx/cyclonedx-library')
const report = new Report('sbom')
const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6)
const text = fs.readFileSync(process.argv[2], 'utf8')
const wrong = await validator.validate(text)
report.check(wrong === null, JSON.stringify(wrong))
const broken = await validator.validate(text.replace('"library"', '"libary"'))
report.check(broken !== null, 'the validator takes a component of no known type')
report.finish()
