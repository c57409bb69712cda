#!/usr/bin/python3
"""datapackage.py SITE: every descriptor keeps the rules of Data Package v2, and every CSV casts
against its schema: types, constraints, categories, missing values, primary, unique and foreign
keys. Python's own library only; the casts are written here, from the standard's text.
"""

import csv
import datetime
import decimal
import io
import json
import os
import re

from built_site import Report, open_site

PROFILES = "https://datapackage.org/profiles/2.0/"
PATH = re.compile(r"^((?=[^./~])(?!file:)((?!/\.\./)(?!\\)(?!://).)*|(http|ftp)s?://.*)$")
HASH = re.compile(r"^([^:]+:[a-fA-F0-9]+|[a-fA-F0-9]{32}|)$")
NAME = re.compile(r"^[a-z0-9._-]+$")


def boolean(text):
    if text in ("true", "True", "TRUE", "1"):
        return True
    if text in ("false", "False", "FALSE", "0"):
        return False
    raise ValueError


def number(text):
    if text in ("NaN", "INF", "-INF"):
        return decimal.Decimal(text.replace("INF", "Infinity"))
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", text):
        raise ValueError
    return decimal.Decimal(text)


def integer(text):
    if not re.fullmatch(r"[+-]?\d+", text):
        raise ValueError
    return int(text)


def matching(pattern):
    def cast(text):
        if not re.fullmatch(pattern, text):
            raise ValueError
        return text
    return cast


def of_json(kind):
    def cast(text):
        value = json.loads(text)
        if not isinstance(value, kind):
            raise ValueError
        return text
    return cast


CASTS = {
    "any": str, "string": str, "number": number, "integer": integer, "boolean": boolean,
    "date": datetime.date.fromisoformat, "time": matching(r"\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"),
    "datetime": matching(r"\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"), "year": integer,
    "yearmonth": matching(r"\d{4}-\d\d"), "duration": matching(r"-?P.+"), "object": of_json(dict), "array": of_json(list),
    "geojson": of_json(dict), "geopoint": str,
}


def values_of(items):
    return [i["value"] if isinstance(i, dict) else i for i in items]


def cast_column(report, where, field, schema, column):
    """Casts a column, checks its constraints, and gives its values; None for a missing one."""
    cast = CASTS.get(field.get("type", "any"))
    if not report.check(cast is not None, f"{where}: type {field.get('type')!r}"):
        return column
    missing = values_of(field.get("missingValues", schema.get("missingValues", [""])))
    rules, out = field.get("constraints", {}), []
    limits = {k: cast(str(rules[k])) for k in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum") if k in rules}
    enum = {cast(str(v)) if not isinstance(v, bool) else v for v in rules.get("enum", [])}
    categories = {str(v) for v in values_of(field.get("categories", []))}
    for i, text in enumerate(column):
        at = f"{where}, row {i + 1}"
        if text in missing:
            report.check(not rules.get("required"), f"{at}: a required value is missing")
            out.append(None)
            continue
        try:
            value = cast(text)
        except (ValueError, decimal.InvalidOperation):
            report.check(False, f"{at}: {text!r} is no {field['type']}")
            out.append(text)
            continue
        out.append(value)
        report.check("minimum" not in limits or value >= limits["minimum"], f"{at}: {text} is under the minimum")
        report.check("maximum" not in limits or value <= limits["maximum"], f"{at}: {text} is over the maximum")
        report.check("exclusiveMinimum" not in limits or value > limits["exclusiveMinimum"], f"{at}: {text} is not above the limit")
        report.check("exclusiveMaximum" not in limits or value < limits["exclusiveMaximum"], f"{at}: {text} is not below the limit")
        report.check("minLength" not in rules or len(text) >= rules["minLength"], f"{at}: {text!r} is too short")
        report.check("maxLength" not in rules or len(text) <= rules["maxLength"], f"{at}: {text!r} is too long")
        report.check(not enum or value in enum, f"{at}: {text!r} is not in the enum")
        report.check(not categories or text in categories, f"{at}: {text!r} is no category")
        if "pattern" in rules and not re.search(r"\\[ic]|\\p", rules["pattern"]):
            report.check(re.fullmatch(rules["pattern"], text), f"{at}: {text!r} does not match {rules['pattern']!r}")
    if rules.get("unique"):
        present = [v for v in out if v is not None]
        report.check(len(present) == len(set(present)), f"{where}: values are not unique")
    return out


def key_of(table, fields):
    return [tuple(table[f][i] for f in fields) for i in range(len(next(iter(table.values()), [])))]


def read_table(report, site, where, folder, resource):
    raw = site.bytes(folder, resource["path"])
    report.equal(len(raw), resource["bytes"], f"{where}: bytes")
    report.equal("sha256:" + site.sha256(folder, resource["path"]), resource["hash"], f"{where}: hash")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    fields = resource["schema"]["fields"]
    report.equal(rows[0], [f["name"] for f in fields], f"{where}: header")
    columns = list(zip(*rows[1:])) or [() for _ in fields]
    return {f["name"]: cast_column(report, f"{where}.{f['name']}", f, resource["schema"], c) for f, c in zip(fields, columns)}


def check_keys(report, where, resource, tables):
    schema, table = resource["schema"], tables[resource["name"]]
    for fields, kind in [(schema.get("primaryKey"), "primary key")] + [(k, "unique key") for k in schema.get("uniqueKeys", [])]:
        if not fields:
            continue
        keys = key_of(table, fields)
        report.check(len(keys) == len(set(keys)), f"{where}: {kind} {fields} is not unique")
        report.check(kind != "primary key" or not any(None in k for k in keys), f"{where}: {kind} {fields} has missing values")
    for fk in schema.get("foreignKeys", []):
        target = fk["reference"].get("resource") or resource["name"]
        if not report.check(target in tables, f"{where}: refers to {target!r}, which is not in the package"):
            continue
        known = set(key_of(tables[target], fk["reference"]["fields"]))
        for key in key_of(table, fk["fields"]):
            report.check(None in key or key in known, f"{where}: {key} is not in {target}")


def check_texts(report, where, value):
    """One language to a descriptor, and no empty lists, which the profile refuses."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name in ("title", "description", "unit", "concept", "definition", "classification", "measure", "label"):
                report.check(isinstance(item, str), f"{where}.{name} is no text")
            check_texts(report, f"{where}.{name}", item)
    elif isinstance(value, list):
        report.check(value, f"{where} is empty")
        for item in value:
            check_texts(report, where, item)


def check_descriptor(report, site, path):
    d, folder = site.json(path), os.path.dirname(path)
    report.equal(d.get("$schema"), PROFILES + "datapackage.json", f"{path}: $schema")
    report.check(NAME.match(d.get("name", "")), f"{path}: name {d.get('name')!r}")
    report.check(all("name" in l or "path" in l for l in d.get("licenses", [])), f"{path}: a licence without name and path")
    check_texts(report, path, d)
    names = [r["name"] for r in d["resources"]]
    report.check(len(names) == len(set(names)), f"{path}: two resources of one name")
    tables = {}
    for r in d["resources"]:
        where = f"{path}: {r['name']}"
        report.check(PATH.match(r["path"]), f"{where}: path {r['path']!r}")
        report.check(HASH.match(r.get("hash", "")), f"{where}: hash {r.get('hash')!r}")
        if report.check(site.exists(folder, r["path"]), f"{where}: {r['path']} does not exist beside or below the descriptor"):
            tables[r["name"]] = read_table(report, site, where, folder, r)
    for r in d["resources"]:
        if r["name"] in tables:
            check_keys(report, f"{path}: {r['name']}", r, tables)


def main():
    site = open_site("datapackage.py SITE")
    report = Report("datapackage")
    found = [p for p in site.files(".json") if re.search(r"(^|[/.])datapackage(\.[a-zA-Z-]+)?\.json$", p)]
    report.check("datapackage.json" in found, "no datapackage.json at the root")
    for path in found:
        check_descriptor(report, site, path)
    report.finish()


main()
