#!/usr/bin/python3
"""web.py SITE: what search engines and feed readers fetch: sitemap, Atom feed, OpenSearch, and
the JSON-LD inside pages. Each address under the portal's own must be a file of the site.

Python's own library only.
"""

import datetime
import html.parser
import json
import os
import re
import urllib.parse
import xml.etree.ElementTree as xml

from built_site import Report, open_site

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


class Scripts(html.parser.HTMLParser):
    """Collects the JSON-LD of a page."""

    def __init__(self):
        super().__init__()
        self.inside, self.found = False, []

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if self.inside:
            self.found.append("")

    def handle_endtag(self, tag):
        if tag == "script":
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.found[-1] += data


class Checker:
    def __init__(self, report, site, base):
        self.report, self.site, self.base = report, site, base

    def file_of(self, url):
        """The site's file that an address stands for, or None for one elsewhere."""
        if not url.startswith(self.base):
            return None
        path = urllib.parse.unquote(urllib.parse.urlsplit(url[len(self.base):]).path)
        return path + "index.html" if path == "" or path.endswith("/") else path

    def resolves(self, url, where):
        path = self.file_of(url)
        return self.report.check(path is not None and self.site.exists(path), f"{where}: {url} is no file of the site")

    def date(self, text, where):
        try:
            datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
        except ValueError:
            self.report.check(False, f"{where}: {text!r} is no date")

    def sitemap(self, path="sitemap.xml"):
        root = xml.fromstring(self.site.bytes(path))
        for child in root.findall(f"{SITEMAP}sitemap"):
            url = child.findtext(f"{SITEMAP}loc")
            self.resolves(url, path)
            self.sitemap(self.file_of(url))
        urls = root.findall(f"{SITEMAP}url")
        self.report.check(len(urls) <= 50_000 and len(self.site.bytes(path)) <= 50 << 20, f"{path} is too large")
        seen = set()
        for u in urls:
            loc = u.findtext(f"{SITEMAP}loc")
            self.report.check(loc not in seen, f"{path}: {loc} is there twice")
            seen.add(loc)
            self.resolves(loc, path)
            self.date(u.findtext(f"{SITEMAP}lastmod") or "1970-01-01", f"{path}: {loc}")
            links = u.findall(f"{XHTML}link")
            for link in links:
                self.resolves(link.get("href"), path)
            self.report.check(not links or loc in [l.get("href") for l in links], f"{path}: {loc} is not among its own alternates")

    def feed(self, path):
        root = xml.fromstring(self.site.bytes(path))
        self.report.equal(root.tag, f"{ATOM}feed", f"{path}: root element")
        for name in ("id", "title", "updated"):
            self.report.check(root.findtext(f"{ATOM}{name}"), f"{path}: no {name}")
        own = [l.get("href") for l in root.findall(f"{ATOM}link") if l.get("rel") == "self"]
        self.report.equal([self.file_of(u) for u in own], [path], f"{path}: self")
        ids = [e.findtext(f"{ATOM}id") for e in root.findall(f"{ATOM}entry")]
        self.report.check(len(ids) == len(set(ids)), f"{path}: two entries of one id")
        for e in root.findall(f"{ATOM}entry"):
            for name in ("id", "title", "updated", "summary"):
                self.report.check(e.findtext(f"{ATOM}{name}"), f"{path}: an entry has no {name}")
            self.date(e.findtext(f"{ATOM}updated"), path)
            for link in e.findall(f"{ATOM}link"):
                if self.resolves(link.get("href"), path) and link.get("rel") == "enclosure":
                    size = os.path.getsize(self.site.path(self.file_of(link.get("href"))))
                    self.report.equal(int(link.get("length")), size, f"{path}: length of {link.get('href')}")

    def opensearch(self, path):
        root = xml.fromstring(self.site.bytes(path))
        template = root.find(f"{SEARCH}Url").get("template")
        self.report.check("{searchTerms}" in template, f"{path}: no place for the search terms")
        self.resolves(template.split("?")[0], path)
        self.report.check(len(root.findtext(f"{SEARCH}ShortName")) <= 16, f"{path}: ShortName is too long")

    def page(self, path):
        parser = Scripts()
        parser.feed(self.site.text(path))
        for text in parser.found:
            try:
                found = json.loads(text)
                for o in found if isinstance(found, list) else [found]:
                    self.thing(path, o)
            except json.JSONDecodeError as e:
                self.report.check(False, f"{path}: JSON-LD: {e}")

    def thing(self, path, o):
        kind = o.get("@type")
        self.report.check(str(o.get("@context", "")).rstrip("/") == "https://schema.org", f"{path}: @context of {kind}")
        if kind == "Dataset":
            self.dataset(path, o)
        elif kind == "BreadcrumbList":
            positions = [i["position"] for i in o["itemListElement"]]
            self.report.equal(positions, list(range(1, len(positions) + 1)), f"{path}: positions of the crumbs")
            for i in o["itemListElement"]:
                self.resolves(i["item"], f"{path}: breadcrumb")

    def dataset(self, path, o):
        self.report.check(o.get("name"), f"{path}: the dataset has no name")
        length = len(o.get("description", ""))
        self.report.check(50 <= length <= 5000, f"{path}: the description has {length} characters, not 50 to 5,000")
        for name in ("creator", "license", "identifier", "url", "keywords", "version", "includedInDataCatalog", "variableMeasured", "distribution"):
            self.report.check(o.get(name), f"{path}: the dataset has no {name}")
        self.report.equal(self.file_of(o.get("url", "")), path, f"{path}: url of the dataset")
        for d in o.get("distribution", []):
            self.resolves(d.get("contentUrl", ""), f"{path}: distribution")


def main():
    site = open_site("web.py SITE")
    report = Report("web")
    found = re.search(r"^Sitemap: (.*)sitemap\.xml$", site.text("robots.txt"), re.MULTILINE)
    if not report.check(found, "robots.txt names no sitemap: was the site built without a base address?"):
        report.finish()
    checker = Checker(report, site, found.group(1))
    checker.sitemap()
    for path in site.files(".atom"):
        checker.feed(path)
    for path in (p for p in site.files(".xml") if os.path.basename(p).startswith("opensearch")):
        checker.opensearch(path)
    for path in site.files(".html"):
        checker.page(path)
    datasets = list(site.datasets())
    with_data = sum('"@type":"Dataset"' in site.text(p) for p in site.files(".html"))
    report.check(with_data >= len(datasets), f"{with_data} pages describe a dataset, of {len(datasets)}")
    report.finish()


main()
