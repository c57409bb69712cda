#!/usr/bin/python3
"""formats.py SITE: JSON, XLSX, SQLite and the zip hold the cells of the CSVs.

Needs python3-openpyxl; the rest is Python's own. Each dataset is read cell by cell from each
format and compared with its CSV, by the type that the dataset's API file gives the field.
"""

import csv
import datetime
import decimal
import hashlib
import io
import json
import posixpath
import os
import sqlite3
import zipfile

import openpyxl

from built_site import SUPPRESSED, Report, open_site

NUMBERS = ("integer", "number", "year")
JSON_TYPES = ("object", "array", "geojson")


def is_number(text):
    try:
        return decimal.Decimal(text).is_finite()
    except decimal.InvalidOperation:
        return False


def same(got, want, kind):
    """Whether a value read from a format is the CSV's cell: null for none, numbers as numbers."""
    if want in ("", SUPPRESSED) and got in (None, "", SUPPRESSED):
        return True
    if got is None:
        return False
    if isinstance(got, bool):
        return want == ("true" if got else "false")
    if isinstance(got, datetime.datetime):
        return want == got.date().isoformat()
    if isinstance(got, (int, float)) and kind in NUMBERS:
        return is_number(want) and decimal.Decimal(repr(got)) == decimal.Decimal(want)
    if isinstance(got, (list, dict)):
        return got == json.loads(want)
    if kind == "boolean" and got in (0, 1):
        return want == ("true" if got else "false")
    return str(got).replace("\r\n", "\n") == want.replace("\r\n", "\n") or kind in NUMBERS and is_number(str(got)) and is_number(want) and decimal.Decimal(str(got)) == decimal.Decimal(want)


def compare(report, dataset, name, header, rows):
    fields, want = dataset["fields"], dataset["rows_of_csv"]
    report.equal(header, [f["name"] for f in fields], f"{name}: columns")
    if not report.equal(len(rows), len(want), f"{name}: rows"):
        return
    for i, (got_row, want_row) in enumerate(zip(rows, want)):
        for field, got, cell in zip(fields, got_row, want_row):
            report.check(same(got, cell, field["type"]), f"{name}: row {i + 1}, {field['name']}: {got!r}, not {cell!r}")


def check_csv(report, site, dataset):
    raw = site.bytes(dataset["by_format"]["csv"])
    name = dataset["by_format"]["csv"]
    report.check(not raw.startswith(b"\xef\xbb\xbf"), f"{name}: begins with a BOM")
    report.check(raw.endswith(b"\r\n"), f"{name}: does not end with CRLF")
    header, rows = site.rows(dataset)
    dataset["rows_of_csv"] = rows
    report.equal(header, [f["name"] for f in dataset["fields"]], f"{name}: header")
    report.equal(len(rows), dataset["rows"], f"{name}: rows")
    for i, row in enumerate(rows):
        report.equal(len(row), len(header), f"{name}: cells in row {i + 1}")
    for f in dataset["files"]:
        report.equal(os.path.getsize(site.path(f["path"])), f["bytes"], f"{f['path']}: bytes")
        report.equal(site.sha256(f["path"]), f["sha256"], f"{f['path']}: SHA-256")


def check_excel_csv(report, site, dataset):
    path = dataset["by_format"].get("csv-excel")
    if not path:
        return
    raw = site.bytes(path)
    report.check(raw.startswith(b"\xef\xbb\xbf"), f"{path}: no BOM")
    text = raw.decode("utf-8-sig")
    delimiter = ";" if ";" in text.split("\r\n")[0] or len(dataset["fields"]) == 1 else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    numbers = [f["type"] == "number" for f in dataset["fields"]]
    back = [[cell.replace(",", ".") if number and delimiter == ";" else cell for cell, number in zip(row, numbers)] for row in rows[1:]]
    compare(report, dataset, path, rows[0], back)


def check_json(report, site, dataset):
    path = dataset["by_format"].get("json")
    if path:
        rows = json.loads(site.text(path), parse_float=decimal.Decimal)
        header = list(rows[0]) if rows else [f["name"] for f in dataset["fields"]]
        compare(report, dataset, path, header, [[row[h] for h in header] for row in rows])
    path = dataset["by_format"].get("json-columns")
    if path:
        d = json.loads(site.text(path), parse_float=decimal.Decimal)
        compare(report, dataset, path, d["fields"], [list(r) for r in zip(*(d["columns"][f] for f in d["fields"]))])


def check_xlsx(report, site, dataset):
    path = dataset["by_format"].get("xlsx")
    if not path:
        return
    book = openpyxl.load_workbook(site.path(path))
    for sheet in book.worksheets:
        report.check(not sheet.merged_cells.ranges, f"{path}: {sheet.title} has merged cells")
        report.check(bool(sheet["A1"].value), f"{path}: {sheet.title} has no heading in A1")
        report.check(len(sheet.tables) <= 1, f"{path}: {sheet.title} has {len(sheet.tables)} tables")
    report.check(bool(book.properties.title and book.properties.language), f"{path}: title or language is not set")
    # Two columns that differ in case only leave the sheet without a marked-up table.
    sheet = book.worksheets[-1]
    rows = list(sheet.iter_rows())
    header = next(i for i, row in enumerate(rows) if [c.value for c in row] == [f["name"] for f in dataset["fields"]])
    body = [row for row in rows[header + 1:] if dataset["rows"]]
    for row in body:
        for cell, field in zip(row, dataset["fields"]):
            if cell.data_type == "f":
                report.check(False, f"{path}: {cell.coordinate} is a formula: {cell.value!r}")
            if field["type"] == "number" and isinstance(cell.value, (int, float)):
                decimals = len(str(dataset["rows_of_csv"][cell.row - header - 2][field["position"]]).partition(".")[2])
                shown = len(cell.number_format.partition(".")[2])
                report.equal(shown, decimals, f"{path}: decimals shown in {cell.coordinate}")
    compare(report, dataset, path, [c.value for c in rows[header]], [[unescape(c.value) for c in row] for row in body])


def unescape(value):
    """openpyxl leaves the escapes of control characters as they stand in the file."""
    return openpyxl.utils.escape.unescape(value) if isinstance(value, str) else value


def check_sqlite(report, site, datasets):
    for path in site.files(".sqlite"):
        db = sqlite3.connect(f"file:{site.path(path)}?mode=ro", uri=True)
        report.equal(db.execute("PRAGMA integrity_check").fetchone()[0], "ok", f"{path}: integrity")
        report.equal(db.execute("PRAGMA foreign_key_check").fetchall(), [], f"{path}: foreign keys")
        for d in datasets:
            cursor = db.execute(f'SELECT * FROM "{d["name"]}" ORDER BY rowid')
            compare(report, d, f"{path}: {d['name']}", [c[0] for c in cursor.description], cursor.fetchall())
        for table in ("_lumbung", "_lumbung_datasets", "_lumbung_fields"):
            report.check(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0, f"{path}: {table} is empty")
        db.close()


def check_zip(report, site, datasets):
    """The zip of the portal, and those of its releases, which hold the datasets of their day."""
    paths = site.files(".zip")
    report.check(paths, "no zip")
    for path in paths:
        released = "/releases/" in path
        with zipfile.ZipFile(site.path(path)) as z:
            report.equal(z.testzip(), None, f"{path}: broken member")
            names = z.namelist()
            report.equal(names, sorted(names), f"{path}: order")
            folder = posixpath.splitext(posixpath.basename(path))[0] + "/"
            if folder + "SHA256SUMS" in names:
                check_offline(report, path, z, folder)
                continue
            descriptor = json.loads(z.read("datapackage.json"))
            for r in descriptor["resources"]:
                if report.check(r["path"] in names, f"{path}: {r['path']} is not in it"):
                    content = z.read(r["path"])
                    report.equal(len(content), r["bytes"], f"{path}: bytes of {r['path']}")
                    report.equal("sha256:" + hashlib.sha256(content).hexdigest(), r["hash"], f"{path}: hash of {r['path']}")
            if released:
                continue
            report.equal({r["name"] for r in descriptor["resources"]}, {d["name"] for d in datasets}, f"{path}: datasets")
            for name in ("README.md", "CITATION.cff", "CITATION.bib"):
                report.check(name in names, f"{path}: no {name}")
            for d in datasets:
                report.check(z.read(f"data/{d['name']}.csv") == site.bytes(d["by_format"]["csv"]), f"{path}: another {d['name']}.csv than is published")


def check_offline(report, path, z, folder):
    """The copy of the whole portal: a folder with the sums of all that is in it."""
    names = set(z.namelist())
    sums = z.read(folder + "SHA256SUMS").decode().splitlines()
    report.equal({folder + line.partition("  ")[2] for line in sums} | {folder + "SHA256SUMS"}, names, f"{path}: what its sums list")
    for line in sums:
        sha256, _, name = line.partition("  ")
        if report.check(folder + name in names, f"{path}: {name} is not in it"):
            report.equal(hashlib.sha256(z.read(folder + name)).hexdigest(), sha256, f"{path}: {name}")
    report.check(folder + "index.html" in names and folder + "datapackage.json" in names, f"{path}: no home or no descriptor")


def check_sums(report, site):
    if not report.check(site.exists("SHA256SUMS"), "no SHA256SUMS"):
        return
    for line in site.text("SHA256SUMS").splitlines():
        sha256, _, path = line.partition("  ")
        if report.check(site.exists(path), f"SHA256SUMS: {path} does not exist"):
            report.equal(site.sha256(path), sha256, f"SHA256SUMS: {path}")


def main():
    site = open_site("formats.py SITE")
    report = Report("formats")
    datasets = list(site.datasets())
    for d in datasets:
        for i, f in enumerate(d["fields"]):
            f["position"] = i
        check_csv(report, site, d)
        check_excel_csv(report, site, d)
        check_json(report, site, d)
        check_xlsx(report, site, d)
    check_sqlite(report, site, datasets)
    check_zip(report, site, datasets)
    check_sums(report, site)
    report.finish()


main()
