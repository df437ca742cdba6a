// Every page of the portal that an account has, by its heading in both languages.

const PARTNERS = ["partner", "sales", "owner", "accounts", "other"];

/** Who has to do with money, and not with equipment. */
const MONEY = ["accounts", "ledger"];

/** The pages of statements, for who reads them. */
async function statements(first, partner) {
  const { account } = await first("/statements");
  const query = await first("/requests?kind=statement_query");
  const pages = [
    [`/statements/${account.id}`, /ungeklärt: |Alles geht auf/, /adds? up/],
    [`/statements/${account.id}?show=open`, /ungeklärt: |Alles geht auf/, /adds? up/],
    [`/statements/queries/${query.id}`, query.subject, query.subject],
  ];
  return partner ? pages : [["/statements", "Abrechnungskonten", "Accounts"], ...pages];
}

/** Path, and the heading in German and English. The page's session asks the API for what there is. */
export async function pagesOf(page, account) {
  const first = async (path) => (await (await page.request.get(`/api/v1${path}`)).json()).items[0];
  const partner = PARTNERS.includes(account);
  if (MONEY.includes(account)) {
    return [["/", /auf Sie$/, /for you$/], ["/requests", "Vorgänge", "Requests"], ...(await statements(first, partner))];
  }
  const kit = await first("/requests?kind=demo_kit&q=E-Paper");
  const enquiry = await first("/requests?kind=enquiry");
  const key = await first("/licences");
  const back = await first("/requests?kind=return");
  const delivery = await first("/deliveries");
  const item = await first("/demo-kits/catalogue");
  const edits = account === "admin";
  const pages = [
    ["/", /wart(en|et) auf Sie/, /waiting for you/],
    ["/requests", "Vorgänge", "Requests"],
    ["/views", "Gespeicherte Ansichten", "Saved views"],
    [`/demo-kits/${kit.id}`, kit.subject, kit.subject],
    [`/enquiries/${enquiry.id}`, enquiry.subject, enquiry.subject],
    ...(key ? [[`/licences/${key.id}`, key.subject, key.subject]] : []),
    ...(back ? [[`/returns/${back.id}`, back.subject, back.subject]] : []),
    ["/catalogue", "Katalog", "Catalogue"],
    [`/catalogue/${item.id}`, item.name.de, item.name.en],
    ["/deliveries", "Lieferungen", "Deliveries"],
    ["/loans", "Leihgeräte", "Loans"],
    [`/deliveries/${delivery.id}`, `Lieferung an ${delivery.recipient}`, `Delivery to ${delivery.recipient}`],
    ["/organisations", partner ? "Kunden" : "Partner", partner ? "Customers" : "Partners"],
    ["/people", /^Personen bei/, /^People at/],
    ["/installations", "Lizenzen", "Licences"],
    ["/known-issues", "Bekannte Fehler", "Known issues"],
    ["/licences/check", "Schlüssel prüfen", "Check a key"],
    ["/me", "Mein Profil", "My profile"],
    ["/me/tokens", "API-Tokens", "API tokens"],
    ["/no-such-page", "Diese Seite gibt es nicht", "There is no such page"],
  ];
  if (partner) pages.push(["/licences/new", "Lizenzschlüssel anfragen", /licence key/i]);
  if (partner) pages.push(["/licences/renewals", "Was wann ausläuft", "What runs out when"]);
  if (partner) pages.push(["/demo-kits/new", "Demo-Kit anfragen", "Request a demo kit"], ["/enquiries/new", "Idee oder Frage", "Idea or question"]);
  if (partner) pages.push(["/returns/new", "Rücksendung anmelden", "Begin a return"]);
  pages.push(["/scorecard", "Zusagen in Zahlen", "Promises in figures"]);
  if (!partner) pages.push(["/absences", "Abwesenheiten", "Absences"]);
  if (edits) pages.push(["/calendars", "Kalender und Zusagen", "Calendar and promises"]);
  if (edits) pages.push(["/catalogue/new", "Neues Produkt", "New product"], ...(await statements(first, partner)));
  if (edits) pages.push(["/catalogue/import", "Produkte aus einer Datei", "Products from a file"]);
  if (edits || account === "support") pages.push(["/returns/serials", "Seriennummern aus einer Datei", "Serial numbers from a file"]);
  if (partner || edits || account === "support") {
    pages.push(["/installations/import", "Installationen aus einer Datei", "Installations from a file"]);
  }
  if (!partner) {
    const { items: products } = await (await page.request.get("/api/v1/products?q=archivar")).json();
    pages.push(["/returns/faults", "Was ausfällt", "What breaks"]);
    pages.push(["/products", "Produkte", "Products"], [`/products/${products[0].id}`, "Archivar", "Archivar"]);
    pages.push(["/licences/signing-keys", "Signaturschlüssel", "Signing keys"]);
    if (edits) pages.push(["/guide", "Erste Schritte", "First steps"], ["/exports", "Importe und Exporte", "Imports and exports"]);
    if (edits) pages.push(["/people/import", "Partner und ihre Leute aus einer Datei", "Partners and their people from a file"]);
    if (edits) pages.push(["/mail", "E-Mail", "Mail"]);
    if (edits) pages.push(["/mail/texts", "Texte der Mails", "Texts of mails"]);
    if (edits) pages.push(["/mail/texts/declined-de", "{number}: nein, mit Begründung", "{number}: nein, mit Begründung"]);
    if (edits) pages.push(["/mail/bounces", "Zurückgekommene Mails", "Returned mail"]);
    if (edits) pages.push(["/products/new", "Neues Softwareprodukt", "New software product"]);
    if (edits) pages.push([`/pools/${products[0].id}`, "Fertige Schlüssel: Archivar 7.x", "Ready-made keys: Archivar 7.x"]);
  }
  return pages;
}
