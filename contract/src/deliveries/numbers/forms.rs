//! The forms of parcel numbers that we know.

use super::{Carrier, Check, Form};

// Pages that several forms share; those of carriers that parcels can be sent by are the carriers' own.
const DHL_WORLDWIDE: Option<&str> = Some("https://www.dhl.com/en/express/tracking.html?AWB=");
const USPS: Option<&str> = Some("https://tools.usps.com/go/TrackConfirmAction?tLabels=");
const ONTRAC: Option<&str> = Some("https://www.ontrac.com/tracking/?number=");
const PUROLATOR: Option<&str> = Some("https://www.purolator.com/en/shipping/tracker?pin=");

const fn form(
    (id, brand, carrier): (&'static str, &'static str, Option<Carrier>),
    masks: &'static [&'static str],
    check: Check,
    track: Option<&'static str>,
) -> Form {
    Form { id, brand, carrier, masks, check, track }
}

/// All of them.
pub const FORMS: &[Form] = &[
    form(("ups_1z", "UPS", Some(Carrier::Ups)), &["1Z(x{15})c"], Check::Mod10 { first: 1, second: 2 }, Carrier::Ups.track_base()),
    form(("ups_waybill", "UPS", Some(Carrier::Ups)), &["[AHJKTV](d{9})c"], Check::Mod10 { first: 1, second: 2 }, Carrier::Ups.track_base()),
    form(("s10", "Post", Some(Carrier::Post)), &["aa(d{8})c@"], Check::S10, None),
    form(("dhl_express", "DHL Express", Some(Carrier::Dhl)), &["(d{9})c", "(d{10})c"], Check::Mod7, DHL_WORLDWIDE),
    form(("dhl_express_piece", "DHL Express", Some(Carrier::Dhl)), &["Jaa(d{9,10})", "Jaaa(d{9,10})"], Check::None, DHL_WORLDWIDE),
    form(
        ("dhl_paket", "DHL Paket", Some(Carrier::Dhl)),
        &["00340434(d{12})", "JJD(d{16})", "JJD(d{18})", "JJD(x{15})"],
        Check::None,
        Carrier::Dhl.track_base(),
    ),
    form(
        ("dhl_identcode", "DHL Paket", Some(Carrier::Dhl)),
        &["(d{11})c"],
        Check::Mod10 { first: 4, second: 9 },
        Carrier::Dhl.track_base(),
    ),
    form(("dhl_leitcode", "DHL Paket", Some(Carrier::Dhl)), &["(d{13})c"], Check::Mod10 { first: 4, second: 9 }, Carrier::Dhl.track_base()),
    form(
        ("dhl_ecommerce", "DHL eCommerce", Some(Carrier::Dhl)),
        &[
            "GM(x{10,39})",
            "LX(x{10,39})",
            "RX(x{10,39})",
            "UV(x{10,39})",
            "CN(x{10,39})",
            "SG(x{10,39})",
            "TH(x{10,39})",
            "IN(x{10,39})",
            "HK(x{10,39})",
            "MY(x{10,39})",
        ],
        Check::None,
        DHL_WORLDWIDE,
    ),
    form(("dhl_ecommerce_14", "DHL eCommerce", Some(Carrier::Dhl)), &["(d{14})"], Check::None, DHL_WORLDWIDE),
    form(("dpd_28", "DPD", Some(Carrier::Dpd)), &["(d{27})k"], Check::Mod37, Carrier::Dpd.track_base()),
    form(("dpd_14", "DPD", Some(Carrier::Dpd)), &["(d{14})k"], Check::Mod37, Carrier::Dpd.track_base()),
    form(("gls", "GLS", Some(Carrier::Gls)), &["(d{11})", "(d{12})", "(x{8})"], Check::None, Carrier::Gls.track_base()),
    form(("hermes", "Hermes", Some(Carrier::Hermes)), &["H(d{19})", "(d{14})", "(d{16})"], Check::None, Carrier::Hermes.track_base()),
    form(
        ("fedex_12", "FedEx", Some(Carrier::Fedex)),
        &["(d{11})c"],
        Check::Weighted(&[3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]),
        Carrier::Fedex.track_base(),
    ),
    form(
        ("fedex_34", "FedEx", Some(Carrier::Fedex)),
        &["[0-8]d{14}d{5}(d{13})c"],
        Check::Weighted(&[1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]),
        Carrier::Fedex.track_base(),
    ),
    form(
        ("fedex_astra_32", "FedEx", Some(Carrier::Fedex)),
        &["3d{5}d{3}d{7}(d{11})cd{4}"],
        Check::Weighted(&[3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]),
        None,
    ),
    form(
        ("fedex_ground_15", "FedEx Ground", Some(Carrier::Fedex)),
        &["(d{14})c"],
        Check::Mod10 { first: 1, second: 3 },
        Carrier::Fedex.track_base(),
    ),
    form(
        ("fedex_ground_sscc", "FedEx Ground", Some(Carrier::Fedex)),
        &["dd(d{15})c"],
        Check::Mod10 { first: 3, second: 1 },
        Carrier::Fedex.track_base(),
    ),
    form(
        ("fedex_ground_96", "FedEx Ground", Some(Carrier::Fedex)),
        &["96ddd{3}(d{14})c"],
        Check::Mod10 { first: 1, second: 3 },
        Carrier::Fedex.track_base(),
    ),
    form(
        ("fedex_ground_gsn", "FedEx Ground", Some(Carrier::Fedex)),
        &["96ddd{5}d{10}d(d{13})c"],
        Check::Weighted(&[1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]),
        Carrier::Fedex.track_base(),
    ),
    form(("sscc", "GS1 (SSCC)", None), &["00(d{17})c", "(d{17})c"], Check::Mod10 { first: 3, second: 1 }, None),
    form(("usps_20", "USPS", None), &["(d{19})c"], Check::Mod10 { first: 3, second: 1 }, USPS),
    form(
        ("usps_impb_n", "USPS", None),
        &[
            "(94d{3}9d{8}d{15})c",
            "(94d{3}9d{8}d{11})c",
            "420d{5}(94d{3}9d{8}d{11})c",
            "(94d{3}9d{8}d{7})c",
            "420d{5}(94d{3}9d{8}d{7})c",
            "420d{9}(94d{3}9d{8}d{7})c",
            "(94d{3}[0-8]d{5}d{14})c",
            "420d{5}(94d{3}[0-8]d{5}d{14})c",
            "(94d{3}[0-8]d{5}d{10})c",
            "420d{5}(94d{3}[0-8]d{5}d{10})c",
            "420d{9}(94d{3}[0-8]d{5}d{10})c",
        ],
        Check::Mod10Reversed { first: 3, second: 1 },
        USPS,
    ),
    form(
        ("usps_impb_c", "USPS", None),
        &[
            "(92d{3}9d{8}d{11})c",
            "420d{5}(92d{3}9d{8}d{11})c",
            "(92d{3}9d{8}d{7})c",
            "420d{5}(92d{3}9d{8}d{7})c",
            "420d{9}(92d{3}9d{8}d{7})c",
            "(93d{3}[0-8]d{5}d{14})c",
            "420d{5}(93d{3}[0-8]d{5}d{14})c",
            "(93d{3}[0-8]d{5}d{10})c",
            "420d{5}(93d{3}[0-8]d{5}d{10})c",
            "420d{9}(93d{3}[0-8]d{5}d{10})c",
            "(95d{3}9d{8}d{11})c",
            "420d{5}(95d{3}9d{8}d{11})c",
            "(95d{3}9d{8}d{7})c",
            "420d{5}(95d{3}9d{8}d{7})c",
            "420d{9}(95d{3}9d{8}d{7})c",
            "(95d{3}[0-8]d{5}d{14})c",
            "420d{5}(95d{3}[0-8]d{5}d{14})c",
            "(95d{3}[0-8]d{5}d{10})c",
            "420d{5}(95d{3}[0-8]d{5}d{10})c",
            "420d{9}(95d{3}[0-8]d{5}d{10})c",
        ],
        Check::Mod10 { first: 3, second: 1 },
        USPS,
    ),
    form(
        ("usps_legacy", "USPS", None),
        &["(d{19})c", "(91d{19})c", "420d{5}(d{19})c", "420d{5}(91d{19})c", "420d{9}(d{19})c", "420d{9}(91d{19})c"],
        Check::Led { by: "91", first: 3, second: 1 },
        USPS,
    ),
    form(("amazon_logistics", "Amazon", None), &["TB[ACM](d{12})"], Check::None, None),
    form(("amazon_international", "Amazon", None), &["[AFC](d{10})"], Check::None, None),
    form(
        ("canada_post", "Canada Post", None),
        &["(d{15})c"],
        Check::Mod10 { first: 3, second: 1 },
        Some("https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor="),
    ),
    form(("canpar", "Canpar", None), &["[CDKLSUXZ](d{21})"], Check::None, Some("https://www.canpar.com/en/tracking/track.htm?barcode=")),
    form(("gofo", "GOFO", None), &["GFUS(d{14})"], Check::None, Some("https://www.gofoexpress.com/tracking.html?searchID=")),
    form(("landmark", "Landmark Global", None), &["LTN(d{8})N1"], Check::None, Some("https://track.landmarkglobal.com/?search=")),
    form(("lasership_lx", "LaserShip", None), &["L[AIEHNX][1-3](d{7})"], Check::None, None),
    form(("lasership_1ls7", "LaserShip", None), &["1LS7[12]d{4}(d{6})", "1LS7[12]dd01[1-4](d{6})1", "1LSCX(x{10})"], Check::None, None),
    form(
        ("old_dominion", "Old Dominion", None),
        &["(77[78]d{7})c", "(072d{7})c", "(780d{7})c", "(80d{8})c"],
        Check::Luhn,
        Some("https://www.odfl.com/us/en/tools/trace-track-ltl-freight/trace.html?proNumbers="),
    ),
    form(("ontrac_c", "OnTrac", None), &["C(d{13})c"], Check::Led { by: "4", first: 1, second: 2 }, ONTRAC),
    form(("ontrac_d", "OnTrac", None), &["D(d{13})c"], Check::Led { by: "5", first: 1, second: 2 }, ONTRAC),
    form(("purolator", "Purolator", None), &["([0-5]d{10})c"], Check::Luhn, PUROLATOR),
    form(("purolator_pin", "Purolator", None), &["(aaad{9})"], Check::None, PUROLATOR),
    form(
        ("speedee", "Spee-Dee", None),
        &["SP(d{18})"],
        Check::None,
        Some("https://speedeedelivery.com/track-a-shipment/?v=detail&barcode="),
    ),
    form(("yodel", "Yodel", None), &["JD(d{16})", "JJD(d{16})"], Check::None, Some("https://www.yodel.co.uk/tracking/")),
    form(("yunexpress", "YunExpress", None), &["YT(d{16})"], Check::None, Some("https://www.yuntrack.com/parcelTracking?id=")),
];
