#!/usr/bin/python3
"""kubernetes.py TOPIC: the Jobs in help machines, read by the models of Kubernetes' own client.

TOPIC is the text of "lumbung help machines". Every key of a Job must be one that the client's
model of that object has, every value of the type that the model names, and what an object needs
must be there. The other recipes in YAML must be YAML.

Needs python3-kubernetes and python3-yaml.
"""

import re
import sys

# The folder of this file would hide the library of the same name.
here = sys.path.pop(0)
import yaml
from kubernetes import client

sys.path.insert(0, here)
from built_site import Report

PLAIN = {"str": str, "int": int, "bool": bool, "float": float}


def recipes(text):
    """The text under each "NAME — FILE:"."""
    found, name = {}, None
    for line in text.splitlines():
        head = re.match(r"(\S.*?) — (\S+):$", line)
        if head:
            name = head[2]
            found[name] = ""
        elif line and not line.startswith(" "):
            name = None
        elif name:
            found[name] += line[2:] + "\n"
    return found


def look(report, value, kind, where):
    """Holds a value to a type as the client writes it: V1Job, str, list[V1Volume], dict(str, str)."""
    if of := re.match(r"list\[(.+)\]$", kind):
        if report.check(isinstance(value, list) and value, f"{where} is no list"):
            for i, member in enumerate(value):
                look(report, member, of[1], f"{where}[{i}]")
    elif of := re.match(r"dict\((.+?), (.+)\)$", kind):
        if report.check(isinstance(value, dict) and value, f"{where} is no mapping"):
            for key, member in value.items():
                look(report, key, of[1], where)
                look(report, member, of[2], f"{where}.{key}")
    elif kind in PLAIN:
        report.check(type(value) is PLAIN[kind], f"{where}: {value!r} is no {kind}")
    else:
        model(report, value, getattr(client, kind), where)


def model(report, value, cls, where):
    if not report.check(isinstance(value, dict), f"{where} is no {cls.__name__}"):
        return
    names = {key: name for name, key in cls.attribute_map.items()}
    given = {}
    for key, member in value.items():
        if report.check(key in names, f"{where}.{key}: {cls.__name__} has no such key"):
            given[names[key]] = member
            look(report, member, cls.openapi_types[names[key]], f"{where}.{key}")
    try:
        cls(**given)
        report.check(True, "")
    except ValueError as missing:
        report.check(False, f"{where}: {missing}")


def job(report, name, text):
    value = yaml.safe_load(text)
    report.equal((value.get("apiVersion"), value.get("kind")), ("batch/v1", "Job"), name)
    look(report, value, "V1Job", name)
    pod = value["spec"]["template"]["spec"]
    volumes = {v["name"] for v in pod["volumes"]}
    for container in pod["containers"]:
        report.equal({m["name"] for m in container["volumeMounts"]}, volumes, f"{name}: volumes that are mounted")
    return value


def main():
    report = Report("kubernetes")
    with open(sys.argv[1], encoding="utf-8") as f:
        found = recipes(f.read())
    parts = job(report, "parts.yaml", found["parts.yaml"])["spec"]
    report.equal((parts["completionMode"], parts["completions"], parts["parallelism"]), ("Indexed", 4, 4), "parts.yaml")
    job(report, "merge.yaml", found["merge.yaml"])
    for name in (".github/workflows/portal.yml", ".gitlab-ci.yml"):
        report.check(isinstance(yaml.safe_load(found[name]), dict), f"{name} is no mapping")
    report.finish()


main()
