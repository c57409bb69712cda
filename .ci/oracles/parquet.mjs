// parquet.mjs SITE: the Parquet files, read by hyparquet, hold the cells of the CSVs.
import { csv, datasets, load, openSite, read, Report } from './built_site.mjs'

const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await load('hyparquet')
const [root] = openSite('parquet.mjs SITE')
const report = new Report('parquet')

function text(value, type) {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

function same(got, want, type) {
  if (got === null || want === null) return got === want || (got === null && want === '[c]') || (got === null && want === '')
  want = want.replace(/^\uFEFF/, '') // which JavaScript's decoder takes for the mark of a file
  if (got === want || got.replaceAll('\r\n', '\n') === want.replaceAll('\r\n', '\n')) return true
  if (['number', 'integer', 'year'].includes(type)) return Math.abs(Number(got) - Number(want)) <= 1e-12 * Math.abs(Number(want))
  return ['object', 'array', 'geojson'].includes(type) && JSON.stringify(JSON.parse(want)) === got
}

for (const d of datasets(root)) {
  const file = d.filePath('parquet')
  if (!report.check(file, `${d.name}: no Parquet file`)) continue
  const buffer = await asyncBufferFromFile(file)
  const about = await parquetMetadataAsync(buffer)
  const names = about.schema.slice(1).map(s => s.name)
  report.equal(names.join(), d.fields.map(f => f.name).join(), `${d.name}: columns`)
  report.check(about.key_value_metadata.some(k => k.key === 'title'), `${d.name}: no title in the file's metadata`)
  const want = csv(read(d.filePath('csv'))).slice(1)
  const got = want.length ? await parquetReadObjects({ file: buffer }) : []
  report.equal(got.length, want.length, `${d.name}: rows`)
  got.forEach((row, i) => d.fields.forEach((f, col) => {
    const value = text(row[f.name], f.type)
    report.check(same(value, want[i][col], f.type), `${d.name}: row ${i + 1}, ${f.name}: ${value}, not ${want[i][col]}`)
  }))
}
report.finish()
