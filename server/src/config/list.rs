use serde::{Deserialize, Deserializer};

/// A setting of which there are several: one text in a file, its parts between commas, or a list.
pub(super) fn one_or_many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Either::deserialize(from)? {
        Either::One(text) => text.split(',').map(str::to_owned).collect(),
        Either::Many(list) => list,
    })
}
