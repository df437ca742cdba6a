//! What a file's columns are called, in German and English, as people's programs write it.

use crate::sheet;

/// A column that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Serial,
    Product,
    Batch,
    ShippedOn,
    ShippedTo,
    Partner,
    WarrantyUntil,
    DeadOnArrivalUntil,
}

impl sheet::Column for Column {
    const COLUMNS: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (
            Column::Serial,
            "serial",
            &["serial", "serialnumber", "serialno", "sn", "seriennummer", "seriennr", "gerätenummer", "geraetenummer"],
        ),
        (Column::Product, "product", &["product", "productname", "item", "model", "produkt", "produktname", "artikel", "modell", "gerät"]),
        (Column::Batch, "batch", &["batch", "lot", "lotnumber", "charge", "los", "chargennummer"]),
        (
            Column::ShippedOn,
            "shipped_on",
            &[
                "shippedon",
                "shipped",
                "shipdate",
                "soldon",
                "delivered",
                "versandtam",
                "versand",
                "lieferdatum",
                "geliefertam",
                "verkauftam",
            ],
        ),
        (Column::ShippedTo, "shipped_to", &["shippedto", "customer", "recipient", "kunde", "empfänger", "geliefertan", "versandtan"]),
        (Column::Partner, "partner", &["partner", "partnername", "reseller", "fachhändler", "systemhaus", "händler"]),
        (
            Column::WarrantyUntil,
            "warranty_until",
            &["warrantyuntil", "warranty", "warrantyend", "gewährleistungbis", "garantiebis", "gewährleistung", "garantie"],
        ),
        (Column::DeadOnArrivalUntil, "dead_on_arrival_until", &["deadonarrivaluntil", "doauntil", "doa", "doabis"]),
    ];
}
