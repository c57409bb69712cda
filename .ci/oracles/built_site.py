"""What the Python oracles share: the built site as its own API describes it, and a report.

An oracle reads what lumbung wrote with tools that lumbung does not use. It takes the built
folder as its argument, installs nothing, prints what is wrong, and exits with 1 if anything is.
"""

import csv
import hashlib
import json
import os
import sys

SUPPRESSED = "[c]"
csv.field_size_limit(1 << 30)


class Report:
    def __init__(self, name):
        self.name, self.failures, self.checks = name, [], 0

    def check(self, ok, message):
        self.checks += 1
        if not ok:
            self.failures.append(message)
        return ok

    def equal(self, got, want, where):
        return self.check(got == want, f"{where}: {got!r}, not {want!r}")

    def finish(self):
        for failure in self.failures[:100]:
            print(f"{self.name}: {failure}")
        if len(self.failures) > 100:
            print(f"{self.name}: … and {len(self.failures) - 100} more")
        print(f"{self.name}: {self.checks} checks, {len(self.failures)} failures")
        if self.checks == 0:
            print(f"{self.name}: nothing was checked")
        sys.exit(1 if self.failures or self.checks == 0 else 0)


class Site:
    """A built folder. Paths are from its root."""

    def __init__(self, root):
        self.root = root

    def path(self, *parts):
        return os.path.normpath(os.path.join(self.root, *parts))

    def exists(self, *parts):
        return os.path.isfile(self.path(*parts))

    def bytes(self, *parts):
        with open(self.path(*parts), "rb") as f:
            return f.read()

    def text(self, *parts):
        return self.bytes(*parts).decode("utf-8")

    def json(self, *parts):
        return json.loads(self.text(*parts))

    def sha256(self, *parts):
        return hashlib.sha256(self.bytes(*parts)).hexdigest()

    def files(self, *endings):
        for folder, _, names in sorted(os.walk(self.root)):
            for name in sorted(names):
                if name.endswith(endings):
                    yield os.path.relpath(os.path.join(folder, name), self.root)

    def datasets(self):
        """Each dataset as api/datasets/NAME.json has it, with its files from the root."""
        for entry in self.json("api/datasets.json")["datasets"]:
            at = os.path.join("api", entry["self"])
            d = self.json(at)
            for f in d.get("files", []):
                f["path"] = os.path.normpath(os.path.join(os.path.dirname(at), f["path"]))
            d["by_format"] = {f["format"]: f["path"] for f in d.get("files", [])}
            yield d

    def rows(self, dataset):
        """The header and the rows of a dataset's CSV."""
        with open(self.path(dataset["by_format"]["csv"]), encoding="utf-8", newline="") as f:
            rows = list(csv.reader(f))
        return rows[0], rows[1:]


def open_site(usage):
    if len(sys.argv) < 2 or not os.path.isdir(sys.argv[1]):
        print(f"usage: {usage}", file=sys.stderr)
        sys.exit(2)
    return Site(sys.argv[1])
