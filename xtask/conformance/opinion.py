"""A second opinion on bank files and invoices, read by other means: lxml, and for PDFs the package factur-x.

    python opinion.py FOLDER SET...

prints one JSON document a file: {"file", "statements": [...]}, {"file", "rejects": n}, {"file", "invoice": {...}} or {"file", "refused": "why"}.
It was written from the standards, not from the program that it judges, and knows nothing of it.
"""

import json
import os
import re
import sys
from decimal import Decimal, InvalidOperation

from facturx import get_xml_from_pdf
from lxml import etree
from pypdf import PdfReader

NO_DECIMALS = set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())
THREE_DECIMALS = set("BHD IQD JOD KWD LYD OMR TND".split())
TWO_DECIMALS = set(
    "AED ALL AUD BGN BRL CAD CHF CNY CZK DKK EGP EUR GBP HKD HRK HUF IDR ILS INR LTL LVL MAD MKD MXN MYR NOK NZD PHP PLN RON RSD RUB"
    " SAR SEK SGD THB TRY TWD UAH USD ZAR".split()
)
ABSENT = {"", "NOTPROVIDED", "NONREF"}
EMBEDDED = {"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"}


class Refused(Exception):
    """The file can't be read, and why."""


def local(element):
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element, *path):
    """The elements at a path of local names, whatever their prefixes."""
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent if local(child) == name]
    return found


def text(element):
    return "".join(element.itertext(with_tail=False)).strip() if len(element) == 0 else (element.text or "").strip()


def texts(element, *path):
    return [value for value in (text(found) for found in children(element, *path)) if value]


def first(element, *path):
    found = texts(element, *path)
    return found[0] if found else None


def minor(value, currency):
    if currency in NO_DECIMALS:
        decimals = 0
    elif currency in THREE_DECIMALS:
        decimals = 3
    elif currency in TWO_DECIMALS:
        decimals = 2
    else:
        raise Refused(f"currency {currency}")
    try:
        scaled = Decimal(value) * 10**decimals
    except InvalidOperation as error:
        raise Refused(f"amount {value}") from error
    if scaled != scaled.to_integral_value():
        raise Refused(f"decimals {value} {currency}")
    return int(scaled)


def day(value):
    if value is None:
        return None
    found = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", value)
    if not found or int(found[1]) < 1900:
        raise Refused(f"date {value}")
    return "-".join(found.groups())


def only(values):
    """The value, if there is one only."""
    different = set(values)
    return different.pop() if len(different) == 1 else None


def amount(element):
    return minor(text(element), element.get("Ccy"))


def signed(element):
    """The amount of an entry or a balance, with the sign of its indicator. Without one it is a credit."""
    found = children(element, "Amt")
    if not found:
        raise Refused("no amount")
    return amount(found[0]) * (-1 if first(element, "CdtDbtInd") == "DBIT" else 1), found[0].get("Ccy")


def moment(element, name):
    return day(first(element, name, "Dt") or first(element, name, "DtTm"))


def balance(statement, *codes):
    for code in codes:
        of_code = [b for b in children(statement, "Bal") if first(b, "Tp", "CdOrPrtry", "Cd") == code]
        if of_code:
            chosen = of_code[-1] if code == "CLBD" else of_code[0]
            value, currency = signed(chosen)
            return {"amount_minor": value, "currency": currency, "date": moment(chosen, "Dt")}
    return None


def entry(element):
    details = children(element, "NtryDtls", "TxDtls")
    refs = lambda name: [v for d in details for v in texts(d, "Refs", name) if v.upper() not in ABSENT]
    words = []
    for detail in details:
        for part in children(detail, "RmtInf"):
            for path in [("Ustrd",), ("Strd", "AddtlRmtInf"), ("Strd", "RfrdDocInf", "Nb"), ("Strd", "CdtrRefInf", "Ref")]:
                words += [word for value in texts(part, *path) for word in value.split()]
    reasons = [v for d in details for v in (texts(d, "RtrInf", "Rsn", "Cd") or texts(d, "RtrInf", "Rsn", "Prtry"))]
    if first(element, "CdtDbtInd") not in ("CRDT", "DBIT"):
        raise Refused("no sign")
    value, currency = signed(element)
    return {
        "booking_date": moment(element, "BookgDt"),
        "value_date": moment(element, "ValDt"),
        "amount_minor": value,
        "currency": currency,
        "status": first(element, "Sts", "Cd") or first(element, "Sts"),
        "reversal": first(element, "RvslInd") in ("true", "1"),
        "end_to_end_id": only(refs("EndToEndId")),
        "mandate": only(refs("MndtId")),
        "reason": only(reasons),
        "words": sorted(set(words)),
    }


def statements(message):
    found = [child for child in message if local(child) in ("Stmt", "Rpt", "Ntfctn")]
    if not found:
        raise Refused("no statement")
    return [
        {
            "account": first(s, "Acct", "Id", "IBAN") or first(s, "Acct", "Id", "Othr", "Id"),
            "opening": balance(s, "OPBD", "PRCD"),
            "closing": balance(s, "CLBD"),
            "entries": [entry(e) for e in children(s, "Ntry")],
        }
        for s in found
    ]


def rejects(message):
    count = sum(1 for group in children(message, "OrgnlGrpInfAndSts") if first(group, "GrpSts") == "RJCT")
    for payment in children(message, "OrgnlPmtInfAndSts"):
        transactions = children(payment, "TxInfAndSts")
        whole = first(payment, "PmtInfSts")
        count += sum(1 for t in transactions if (first(t, "TxSts") or whole) == "RJCT")
        count += 1 if whole == "RJCT" and not transactions else 0
    return count


def in_currency(elements, currency):
    """The amount among them that is in this currency, or names none."""
    for element in elements:
        if element.get("currencyID") in (None, "", currency):
            return minor(text(element), currency)
    return None


def payment_means(codes):
    return "59" if "59" in codes else (codes[0] if codes else None)


def vat(rows):
    return sorted([category, str(Decimal(rate).normalize()) if rate else None, net, tax] for category, rate, net, tax in rows)


def ubl(root):
    currency = first(root, "DocumentCurrencyCode") or needed("currency")
    total = lambda name: in_currency(children(root, "LegalMonetaryTotal", name), currency)
    seller = children(root, "AccountingSupplierParty", "Party")
    creditor = [
        text(i) for p in seller + children(root, "PayeeParty") for i in children(p, "PartyIdentification", "ID") if i.get("schemeID") == "SEPA"
    ]
    own = [t for t in children(root, "TaxTotal") if any(a.get("currencyID") == currency for a in children(t, "TaxAmount"))]
    rows = [
        (
            first(s, "TaxCategory", "ID") or "",
            first(s, "TaxCategory", "Percent"),
            in_currency(children(s, "TaxableAmount"), currency),
            in_currency(children(s, "TaxAmount"), currency),
        )
        for t in own
        for s in children(t, "TaxSubtotal")
    ]
    return invoice(
        root,
        number=first(root, "ID"),
        date=day(first(root, "IssueDate")),
        kind=first(root, "InvoiceTypeCode") or first(root, "CreditNoteTypeCode"),
        currency=currency,
        due=[(day(d), "") for d in texts(root, "DueDate") + texts(root, "PaymentMeans", "PaymentDueDate")],
        terms=texts(root, "PaymentTerms", "Note"),
        gross=total("TaxInclusiveAmount"),
        prepaid=total("PrepaidAmount"),
        payable=total("PayableAmount"),
        means=texts(root, "PaymentMeans", "PaymentMeansCode"),
        mandate=texts(root, "PaymentMeans", "PaymentMandate", "ID"),
        creditor=creditor,
        rows=rows,
    )


def cii(root, header, transaction, settlement, summation, percent):
    document = children(root, header)
    settlements = children(root, transaction, settlement)
    if not document or not settlements:
        raise Refused("no header or no settlement")
    document, settlement = document[0], settlements[0]
    currency = first(settlement, "InvoiceCurrencyCode") or needed("currency")
    total = lambda name: in_currency(children(settlement, summation, name), currency)
    due = [
        (day(d), " ".join(texts(t, "Description")) + " ".join(local(c) for c in t))
        for t in children(settlement, "SpecifiedTradePaymentTerms")
        for d in texts(t, "DueDateDateTime", "DateTimeString")
    ]
    rows = [
        (first(t, "CategoryCode") or "", first(t, percent), in_currency(children(t, "BasisAmount"), currency), in_currency(children(t, "CalculatedAmount"), currency))
        for t in children(settlement, "ApplicableTradeTax")
    ]
    for element in settlement.iter():
        code = element.get("currencyID") if isinstance(element.tag, str) else None
        if code and code not in TWO_DECIMALS | NO_DECIMALS | THREE_DECIMALS:
            raise Refused(f"currency {code}")
    return invoice(
        root,
        number=first(document, "ID"),
        date=day(first(document, "IssueDateTime", "DateTimeString")),
        kind=first(document, "TypeCode"),
        currency=currency,
        due=due,
        terms=texts(settlement, "SpecifiedTradePaymentTerms", "Description"),
        gross=total("GrandTotalAmount"),
        prepaid=total("TotalPrepaidAmount"),
        payable=total("DuePayableAmount"),
        means=texts(settlement, "SpecifiedTradeSettlementPaymentMeans", "TypeCode"),
        mandate=texts(settlement, "SpecifiedTradePaymentTerms", "DirectDebitMandateID"),
        creditor=texts(settlement, "CreditorReferenceID"),
        rows=rows,
    )


def needed(what):
    raise Refused(f"no {what}")


def invoice(_root, number, date, kind, currency, due, terms, gross, prepaid, payable, means, mandate, creditor, rows):
    for value, what in [(number, "number"), (date, "date"), (kind, "type"), (gross, "gross")]:
        if value is None:
            needed(what)
    discount = lambda words: "skonto" in words.lower() or "DiscountTerms" in words
    plain = [d for d, words in due if not discount(words)] or [d for d, _ in due]
    return {
        "number": number,
        "date": date,
        "type": kind,
        "currency": currency,
        "due_date": max(plain) if plain else None,
        "terms": " ".join(terms),
        "gross_minor": gross,
        "prepaid_minor": prepaid or 0,
        "due_minor": payable if payable is not None else gross - (prepaid or 0),
        "payment_means": payment_means(means),
        "mandate": mandate[0] if mandate else None,
        "creditor_id": creditor[-1] if creditor else None,
        "vat": vat([(c, r, n or 0, t or 0) for c, r, n, t in rows]),
    }


def documents(root):
    """The documents in a file: the root itself, or what an envelope holds."""
    known = {"Document", "Invoice", "CreditNote", "CrossIndustryInvoice", "CrossIndustryDocument"}
    if local(root) in known:
        return [root]
    return [element for element in root.iter() if local(element) in known and not any(local(a) in known for a in element.iterancestors())]


def read_xml(data):
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise Refused(f"XML {error}") from error
    found = documents(root)
    if len(found) != 1:
        raise Refused(f"{len(found)} documents")
    root = found[0]
    namespace = etree.QName(root).namespace or ""
    if local(root) == "Document":
        messages = [child for child in root if isinstance(child.tag, str)]
        name = local(messages[0]) if messages else "nothing"
        if name in ("BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"):
            return {"statements": statements(messages[0])}
        if name == "CstmrPmtStsRpt":
            return {"rejects": rejects(messages[0])}
        raise Refused(f"message {name}")
    if local(root) in ("Invoice", "CreditNote") and namespace.startswith("urn:oasis:names:specification:ubl:schema:xsd:"):
        return {"invoice": ubl(root)}
    if local(root) == "CrossIndustryInvoice":
        parts = ("ExchangedDocument", "SupplyChainTradeTransaction", "ApplicableHeaderTradeSettlement")
        return {"invoice": cii(root, *parts, "SpecifiedTradeSettlementHeaderMonetarySummation", "RateApplicablePercent")}
    if local(root) == "CrossIndustryDocument":
        parts = ("HeaderExchangedDocument", "SpecifiedSupplyChainTradeTransaction", "ApplicableSupplyChainTradeSettlement")
        return {"invoice": cii(root, *parts, "SpecifiedTradeSettlementMonetarySummation", "ApplicablePercent")}
    raise Refused(f"root {root.tag}")


def read_pdf(path):
    with open(path, "rb") as file:
        names = [name for name in PdfReader(file).attachments if name.lower() in EMBEDDED]
    if len(names) != 1:
        raise Refused(f"{len(names)} invoices in the PDF")
    with open(path, "rb") as file:
        name, data = get_xml_from_pdf(file.read(), check_xsd=False)
    if not data:
        raise Refused(f"{name} is empty")
    return read_xml(data)


def read(path):
    if path.lower().endswith(".pdf"):
        return read_pdf(path)
    with open(path, "rb") as file:
        return read_xml(file.read())


def main():
    folder, sets = sys.argv[1], sys.argv[2:]
    for name in sets:
        for file in sorted(os.listdir(os.path.join(folder, name))):
            path = os.path.join(name, file)
            try:
                said = read(os.path.join(folder, path))
            except Refused as refused:
                said = {"refused": str(refused)}
            print(json.dumps({"file": path, **said}))


if __name__ == "__main__":
    main()
