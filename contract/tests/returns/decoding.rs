//! What must hold of any label that is read. The fuzz target asks the same function with texts of its own.

use eyelevel_contract::returns::gs1::{Gtin, Label, read};

/// Whatever it is: no panic, the same twice, nothing that could not be kept, and no label that says nothing.
pub(crate) fn any(text: &str) {
    for year in [1999, 2026, 2051, 2100] {
        let label = read(text, year);
        assert_eq!(label, read(text, year), "the same twice");
        well_formed(&label);
        let visible = text.chars().any(|c| !c.is_control() && !c.is_whitespace());
        assert!(!visible || label != Label::default(), "every serial number is taken: {text:?}");
    }
}

fn well_formed(label: &Label) {
    let texts = [&label.serial, &label.second_serial, &label.batch, &label.model];
    for text in texts.into_iter().flatten().chain(label.others.iter().map(|(_, value)| value)) {
        assert!(!text.is_empty() && !text.chars().any(char::is_control), "{label:?}");
    }
    if let Some(gtin) = &label.gtin {
        assert_eq!((gtin.as_str().len(), Gtin::parse(gtin.as_str()).as_ref()), (14, Ok(gtin)));
    }
}
