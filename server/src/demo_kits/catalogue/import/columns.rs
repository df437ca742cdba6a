//! What a file's columns are called, in German and English, as people's programs and the export of the catalogue write it.

use crate::sheet;

/// A column that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Id,
    NameDe,
    NameEn,
    DescriptionDe,
    DescriptionEn,
    ContentsDe,
    ContentsEn,
    AdaptableDe,
    AdaptableEn,
    ChecklistDe,
    ChecklistEn,
    Loan,
    Price,
    PriceMinor,
    Currency,
    Owner,
    WarrantyMonths,
    DeadOnArrivalDays,
    VariantId,
    VariantDe,
    VariantEn,
    OnHand,
}

impl sheet::Column for Column {
    const COLUMNS: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (Self::Id, "id", &["id", "itemid", "productid", "produktid", "artikelid"]),
        (Self::NameDe, "name_de", &["namede", "namegerman", "namedeutsch", "produktdeutsch", "artikeldeutsch"]),
        (Self::NameEn, "name_en", &["nameen", "nameenglish", "nameenglisch", "produktenglisch", "artikelenglisch"]),
        (Self::DescriptionDe, "description_de", &["descriptionde", "descriptiongerman", "beschreibungdeutsch"]),
        (Self::DescriptionEn, "description_en", &["descriptionen", "descriptionenglish", "beschreibungenglisch"]),
        (Self::ContentsDe, "contents_de", &["contentsde", "contentsgerman", "inhaltdeutsch", "lieferumfangdeutsch"]),
        (Self::ContentsEn, "contents_en", &["contentsen", "contentsenglish", "inhaltenglisch", "lieferumfangenglisch"]),
        (Self::AdaptableDe, "adaptable_de", &["adaptablede", "adaptablegerman", "anpassbardeutsch"]),
        (Self::AdaptableEn, "adaptable_en", &["adaptableen", "adaptableenglish", "anpassbarenglisch"]),
        (Self::ChecklistDe, "checklist_de", &["checklistde", "checklistgerman", "checklistedeutsch"]),
        (Self::ChecklistEn, "checklist_en", &["checklisten", "checklistenglish", "checklisteenglisch"]),
        (Self::Loan, "loan", &["loan", "lent", "leihe", "leihbar", "leihstellung"]),
        (Self::Price, "price", &["price", "netprice", "preis", "nettopreis"]),
        (Self::PriceMinor, "price_minor", &["priceminor"]),
        (Self::Currency, "currency", &["currency", "währung", "waehrung"]),
        (Self::Owner, "owner", &["owner", "responsible", "verantwortlich", "zuständig", "zustaendig"]),
        (
            Self::WarrantyMonths,
            "warranty_months",
            &["warrantymonths", "warranty", "gewährleistungmonate", "gewährleistung", "garantiemonate", "garantie"],
        ),
        (Self::DeadOnArrivalDays, "dead_on_arrival_days", &["deadonarrivaldays", "doadays", "doa", "doatage"]),
        (Self::VariantId, "variant_id", &["variantid", "variantenid"]),
        (Self::VariantDe, "variant_de", &["variantde", "variantgerman", "variantedeutsch"]),
        (Self::VariantEn, "variant_en", &["varianten", "variantenglish", "varianteenglisch"]),
        (Self::OnHand, "on_hand", &["onhand", "stock", "instock", "bestand", "vorrat", "lagerbestand"]),
    ];
}

/// What is said of an item as a whole: its lines say the same of it, or nothing.
pub(super) const OF_ITEM: &[Column] = &[
    Column::NameDe,
    Column::NameEn,
    Column::DescriptionDe,
    Column::DescriptionEn,
    Column::ContentsDe,
    Column::ContentsEn,
    Column::AdaptableDe,
    Column::AdaptableEn,
    Column::ChecklistDe,
    Column::ChecklistEn,
    Column::Loan,
    Column::Price,
    Column::PriceMinor,
    Column::Currency,
    Column::Owner,
    Column::WarrantyMonths,
    Column::DeadOnArrivalDays,
];
