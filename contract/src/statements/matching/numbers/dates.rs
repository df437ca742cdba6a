//! Digits that are a day, a month or a year rather than anybody's number.

fn number(text: &str) -> Option<(usize, u32)> {
    (text.len() <= 8).then(|| text.parse().ok()).flatten().map(|n| (text.len(), n))
}

const fn is_year(length: usize, n: u32) -> bool {
    length == 4 && n >= 1900 && n <= 2099
}

const fn is_month(length: usize, n: u32) -> bool {
    length <= 2 && n >= 1 && n <= 12
}

const fn is_day(length: usize, n: u32) -> bool {
    length <= 2 && n >= 1 && n <= 31
}

fn is_compact(length: usize, n: u32) -> bool {
    match length {
        4 => is_year(4, n),
        6 => is_year(4, n / 100) && is_month(2, n % 100) || is_month(2, n / 10_000) && is_year(4, n % 10_000),
        8 => {
            let (ymd, dmy) = ((n / 10_000, n / 100 % 100, n % 100), (n % 10_000, n / 10_000 % 100, n / 1_000_000));
            [ymd, dmy].into_iter().any(|(y, m, d)| is_year(4, y) && is_month(2, m) && is_day(2, d))
        }
        _ => false,
    }
}

/// Whether groups of digits look like a date or a period.
pub(super) fn looks_like_time<'a>(groups: impl Iterator<Item = &'a str>) -> bool {
    let mut parts = [(0, 0); 3];
    let mut count = 0;
    for group in groups {
        let Some(part) = number(group) else { return false };
        if count == 3 {
            return false;
        }
        parts[count] = part;
        count += 1;
    }
    let [(l1, a), (l2, b), (l3, c)] = parts;
    match count {
        1 => is_compact(l1, a),
        2 => is_year(l1, a) && is_month(l2, b) || is_month(l1, a) && is_year(l2, b) || is_day(l1, a) && is_month(l2, b),
        3 => {
            let ends = is_year(l3, c) || l3 == 2;
            is_year(l1, a) && is_month(l2, b) && is_day(l3, c) || ends && is_day(l1, a) && is_month(l2, b)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::looks_like_time;

    #[test]
    fn days_months_and_years() {
        for time in ["2026", "202603", "032026", "20260317", "17032026", "2026-03", "03-2026", "2026-3-7", "20-03-2018", "20-03-18", "7-3"]
        {
            assert!(looks_like_time(time.split('-')), "{time}");
        }
        for other in ["17", "20260017", "2026-17", "2026-0003", "2026-03-0017", "32-01-2026", "4711", "123456", "2026-03-15-1", "999999999"]
        {
            assert!(!looks_like_time(other.split('-')), "{other}");
        }
    }
}
