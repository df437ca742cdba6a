"""How long other readers take for a bank file; part of docs/performance.md. Run by `cargo xtask bench`.

Each gives every field that it knows of every entry; the median of five turns. pycamt is left out: its time grows with the square of the
entries, and a file of this size takes it more than ten minutes.
"""

import csv
import json
import statistics
import sys
import time

import mt940
from lxml import etree


def bare_lxml(path):
    """The fields of an entry by a stream of lxml's, which is C: about what can be had in Python."""
    ns = "{urn:iso:std:iso:20022:tech:xsd:camt.053.001.08}"
    entries = 0
    for _, entry in etree.iterparse(path, tag=ns + "Ntry", resolve_entities=False):
        fields = {
            "amount": entry.findtext(ns + "Amt"),
            "sign": entry.findtext(ns + "CdtDbtInd"),
            "status": entry.findtext(f"{ns}Sts/{ns}Cd"),
            "booked": entry.findtext(f"{ns}BookgDt/{ns}Dt"),
            "value": entry.findtext(f"{ns}ValDt/{ns}Dt"),
        }
        for details in entry.iterfind(f"{ns}NtryDtls/{ns}TxDtls"):
            fields["id"] = details.findtext(f"{ns}Refs/{ns}EndToEndId")
            fields["mandate"] = details.findtext(f"{ns}Refs/{ns}MndtId")
            fields["text"] = [text.text for text in details.iterfind(f"{ns}RmtInf/{ns}Ustrd")]
            fields["reason"] = details.findtext(f"{ns}RtrInf/{ns}Rsn/{ns}Cd")
        entries += 1
        entry.clear()
        while entry.getprevious() is not None:
            del entry.getparent()[0]
    return entries


def mt_940(path):
    with open(path, encoding="utf-8") as file:
        return len(mt940.parse(file.read()).transactions)


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file, delimiter=";"))


READERS = {
    "xml": [("lxml's iterparse and a few paths (Python)", bare_lxml)],
    "sta": [("mt-940 5.1.1 (Python)", mt_940)],
    "csv": [("csv.DictReader (Python), texts only: no dates, no amounts", table)],
}


def main(path):
    measured = []
    for reader, read in READERS[path.rsplit(".", 1)[1]]:
        times = []
        while len(times) < 5 and sum(times) < 30:
            begun = time.perf_counter()
            entries = read(path)
            times.append(time.perf_counter() - begun)
        measured.append({"reader": reader, "entries": entries, "seconds": statistics.median(times)})
    json.dump(measured, sys.stdout)


main(sys.argv[1])
