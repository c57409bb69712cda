#!/usr/bin/python3
"""rdf.py SITE: the DCAT catalogue, read by rdflib.

Turtle, RDF/XML and JSON-LD of a name are one graph; the graph keeps the rules of DCAT-AP 3.0.1;
and a harvest in the manner of ckanext-dcat, over HTTP from a static server on this machine,
finds every dataset with its licence, and every download with its size and checksum.

Needs python3-rdflib.
"""

import functools
import hashlib
import http.server
import threading
import urllib.error
import urllib.request

import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS

from built_site import Report, open_site

HYDRA = rdflib.Namespace("http://www.w3.org/ns/hydra/core#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
FORMATS = {".ttl": "turtle", ".rdf": "xml", ".jsonld": "json-ld"}
LIMIT = 50 * 1024 * 1024

# Titles of CKAN's licence register, as its harvester compares them.
LICENSES = {
    "Creative Commons Attribution", "Creative Commons Attribution Share-Alike", "Creative Commons CCZero",
    "Creative Commons Non-Commercial (Any)", "Open Data Commons Attribution License",
    "Open Data Commons Open Database License (ODbL)", "Open Data Commons Public Domain Dedication and License (PDDL)",
}

MANDATORY = {
    DCAT.Catalog: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher],
    DCAT.Dataset: [DCTERMS.title, DCTERMS.description],
    DCAT.Distribution: [DCAT.accessURL],
    DCAT.CatalogRecord: [FOAF.primaryTopic, DCTERMS.modified],
    FOAF.Agent: [FOAF.name],
    SPDX.Checksum: [SPDX.algorithm, SPDX.checksumValue],
    SKOS.Concept: [SKOS.prefLabel],
}
RANGES = {
    DCTERMS.publisher: FOAF.Agent, DCTERMS.creator: FOAF.Agent, DCTERMS.language: DCTERMS.LinguisticSystem, DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.spatial: DCTERMS.Location, DCTERMS.temporal: DCTERMS.PeriodOfTime, DCTERMS.accessRights: DCTERMS.RightsStatement,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency, DCTERMS.provenance: DCTERMS.ProvenanceStatement, DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS["format"]: DCTERMS.MediaTypeOrExtent, DCAT.mediaType: DCTERMS.MediaType, DCAT.dataset: DCAT.Dataset, DCAT.distribution: DCAT.Distribution,
    DCAT.record: DCAT.CatalogRecord, DCAT.contactPoint: VCARD.Kind, DCAT.landingPage: FOAF.Document, FOAF.homepage: FOAF.Document,
    FOAF.primaryTopic: DCAT.Resource, SPDX.checksum: SPDX.Checksum, SPDX.algorithm: SPDX.ChecksumAlgorithm,
}
ONCE = [DCTERMS.issued, DCTERMS.modified, DCTERMS.license, DCTERMS.publisher, DCTERMS.accrualPeriodicity, DCAT.byteSize, DCAT.mediaType, SPDX.checksum, FOAF.primaryTopic]


def parse(site, path, form):
    graph = rdflib.Graph()
    graph.parse(data=site.bytes(path), format=form)
    return graph


def check_forms(report, site):
    """The links from page to page lead to pages of the same form; all else is the same."""
    stems = sorted({p[:-len(".ttl")] for p in site.files(".ttl")})
    report.check("catalog" in stems, "no catalog.ttl")
    for stem in stems:
        graphs = {}
        for ending, form in FORMATS.items():
            graph = parse(site, stem + ending, form)
            graphs[ending] = {t for t in graph if not str(t[1]).startswith(str(HYDRA)) and (t[0], RDF.type, HYDRA.PagedCollection) not in graph}
        report.check(graphs[".ttl"], f"{stem}.ttl is empty")
        for ending in (".rdf", ".jsonld"):
            for triple in sorted(graphs[".ttl"] ^ graphs[ending])[:3]:
                report.check(False, f"{stem}{ending} and {stem}.ttl differ in {triple}")
            report.check(graphs[".ttl"] == graphs[ending], f"{stem}{ending} is another graph than {stem}.ttl")


def check_rules(report, site):
    for path in site.files(".ttl"):
        graph = parse(site, path, "turtle")
        for kind, properties in MANDATORY.items():
            for node in graph.subjects(RDF.type, kind):
                for p in properties:
                    report.check((node, p, None) in graph, f"{path}: {node} has no {p}")
        for p, kind in RANGES.items():
            for node, _, value in graph.triples((None, p, None)):
                report.check((value, RDF.type, kind) in graph, f"{path}: {p} of {node} is no {kind}: {value}")
        for node in set(graph.subjects()):
            report.check(isinstance(node, rdflib.URIRef), f"{path}: a node without an address")
            for p in ONCE:
                report.check(len(list(graph.objects(node, p))) < 2, f"{path}: {node} has {p} more than once")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Harvester:
    """What ckanext-dcat does, with the portal's address mapped to a server on this machine."""

    def __init__(self, report, site, base):
        self.report, self.base = report, base
        handler = functools.partial(Quiet, directory=site.root)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.local = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def get(self, url, method="GET"):
        if not self.report.check(url.startswith(self.base), f"{url} is not under {self.base}"):
            return None
        request = urllib.request.Request(self.local + url[len(self.base):], method=method)
        try:
            with urllib.request.urlopen(request) as r:
                return r.read() if method == "GET" else int(r.headers["Content-Length"])
        except urllib.error.HTTPError as e:
            self.report.check(False, f"{url}: HTTP {e.code}")
            return None

    def harvest(self, url, form):
        """Gives the datasets of all pages by their address: the graph they were found in."""
        found, seen = {}, set()
        while url:
            size = self.get(url, "HEAD")
            self.report.check(size is not None and size < LIMIT, f"{url}: {size} bytes")
            content = self.get(url)
            if content is None or not self.report.check(hashlib.md5(content).digest() not in seen, f"{url} was read before"):
                break
            seen.add(hashlib.md5(content).digest())
            graph = rdflib.Graph()
            graph.parse(data=content, format=form)
            for node in graph.subjects(RDF.type, DCAT.Dataset):
                self.report.check(node not in found, f"{node} is on two pages")
                found[node] = graph
            url = next((str(o) for page in graph.subjects(RDF.type, HYDRA.PagedCollection) for o in graph.objects(page, HYDRA.next)), None)
        return found

    def license_of(self, graph, node):
        for distribution in graph.objects(node, DCAT.distribution):
            for terms in graph.objects(distribution, DCTERMS.license):
                title = str(graph.value(terms, DCTERMS.title))
                if title in LICENSES:
                    return title
        return None

    def check_downloads(self, graph, node):
        distributions = list(graph.objects(node, DCAT.distribution))
        self.report.check(distributions, f"{node} has no distributions")
        for d in distributions:
            url = graph.value(d, DCAT.downloadURL)
            content = self.get(str(url))
            if content is None:
                continue
            self.report.equal(len(content), int(graph.value(d, DCAT.byteSize)), f"{url}: byteSize")
            checksum = graph.value(graph.value(d, SPDX.checksum), SPDX.checksumValue)
            self.report.equal(hashlib.sha256(content).hexdigest(), str(checksum), f"{url}: checksum")


def check_harvest(report, site):
    graph = parse(site, "catalog.ttl", "turtle")
    catalog = next(graph.subjects(RDF.type, DCAT.Catalog))
    harvester = Harvester(report, site, str(catalog).split("#")[0])
    wanted = {d["name"] for d in site.datasets()}
    for ending, form in FORMATS.items():
        found = harvester.harvest(f"{harvester.base}catalog{ending}", form)
        report.equal(len(found), len(wanted), f"catalog{ending}: datasets harvested")
        for node, graph in found.items():
            report.check(harvester.license_of(graph, node), f"{node}: no licence that CKAN knows")
            report.check((node, DCTERMS.title, None) in graph and (node, DCTERMS.description, None) in graph, f"{node}: no title or description")
            if ending == ".rdf":
                harvester.check_downloads(graph, node)


def main():
    site = open_site("rdf.py SITE")
    report = Report("rdf")
    check_forms(report, site)
    check_rules(report, site)
    check_harvest(report, site)
    report.finish()


main()
