use crate::civil::Date;

/// Easter Sunday of a year of the Gregorian calendar (Meeus, Jones, Butcher); `None` outside the supported years.
#[must_use]
pub fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let golden = y % 19;
    let (century, of_century) = (y / 100, y % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let march = moon + weekday - 7 * late + 114;
    Date::new(year, u8::try_from(march / 31).ok()?, u8::try_from(march % 31 + 1).ok()?).ok()
}
