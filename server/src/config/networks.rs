use eyelevel_contract::webhooks::address::Network;

use super::BadSettings;

/// Networks as the settings name them.
pub(super) fn read(named: &[String]) -> Result<Vec<Network>, BadSettings> {
    let wrong = |text: &str| BadSettings(format!("webhook_networks names networks like 10.20.0.0/16 or fd12::/32, not {text}"));
    let named = named.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    named.map(|text| Network::parse(text).ok_or_else(|| wrong(text))).collect()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn networks_are_read_and_anything_else_is_named() {
        let read = |text: &str| read(&text.split(',').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(read("10.0.0.0/8, fd12::/32,,192.0.2.7").expect("networks").len(), 3);
        for bad in ["10.0.0.0/33", "ten", "10.0.0.0/", "10.0.0/8", "::/129", "1.2.3.4/+8"] {
            assert!(read(bad).is_err_and(|e| e.to_string().ends_with(bad)), "{bad}");
        }
    }
}
