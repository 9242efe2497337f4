//! UNIX seconds → a date as it is written (RFC 3339), and the day on which a retention period ends (ISO 8601 durations).
//!
//! The only file that knows chrono. A period is added as people count: years and months first, then days, and the end of a shorter
//! month is its last day.

use alloc::string::String;
use chrono::{DateTime, Days, Months, SecondsFormat, Utc};

/// `P` years `Y` months `M` weeks `W` days `D`, each at most once and in this order.
#[derive(Clone, Copy, Default)]
struct Period {
    months: u32,
    days: u32,
}

impl Period {
    fn read(text: &str) -> Option<Self> {
        let mut rest = text.strip_prefix('P').filter(|rest| !rest.is_empty())?;
        let mut period = Self::default();
        for (unit, months, days) in [('Y', 12, 0), ('M', 1, 0), ('W', 0, 7), ('D', 0, 1)] {
            let Some((number, after)) = rest.split_once(unit) else { continue };
            let digits = number.bytes().all(|digit| digit.is_ascii_digit());
            let number = number.parse::<u16>().ok().filter(|_| digits).map(u32::from)?;
            period.months = period.months.saturating_add(number.saturating_mul(months));
            period.days = period.days.saturating_add(number.saturating_mul(days));
            rest = after;
        }
        rest.is_empty().then_some(period)
    }
}

fn time(unix: u64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(i64::try_from(unix).ok()?, 0)
}

/// `2027-01-15T08:00:00Z`; nothing for a time that no calendar has.
pub(crate) fn rfc3339(unix: u64) -> String {
    time(unix).map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default()
}

/// The day on which a period ends that began at this time; `None` where the period is no ISO 8601 duration of whole days.
pub(crate) fn ends(from: u64, period: &str) -> Option<String> {
    let period = Period::read(period)?;
    let day = time(from)?.date_naive().checked_add_months(Months::new(period.months))?;
    Some(alloc::format!("{}", day.checked_add_days(Days::new(period.days.into()))?))
}

#[cfg(test)]
mod tests {
    use super::{ends, rfc3339};

    #[test]
    fn times_are_written_by_rfc_3339() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(1_800_000_000), "2027-01-15T08:00:00Z");
        assert_eq!(rfc3339(u64::MAX), "");
    }

    #[test]
    fn periods_are_added_as_people_count() {
        let from = 1_709_164_800; // 2024-02-29
        for (period, until) in [
            ("P5Y", "2029-02-28"),
            ("P4Y", "2028-02-29"),
            ("P1M", "2024-03-29"),
            ("P1Y2M3D", "2025-05-02"),
            ("P2W", "2024-03-14"),
            ("P0D", "2024-02-29"),
        ] {
            assert_eq!(ends(from, period).as_deref(), Some(until), "{period}");
        }
        for period in
            ["", "P", "5Y", "P5", "PT5H", "P5D1Y", "P1Y1Y", "P-1Y", "P+1Y", "P99999Y", "P1.5Y", "selama perlu"]
        {
            assert_eq!(ends(from, period), None, "{period}");
        }
    }
}
