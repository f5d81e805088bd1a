use std::time::Duration;

use super::minutes;

#[test]
fn durations_are_told_in_whole_minutes_from_two_on() {
    for (seconds, text) in [
        (0, "0 seconds"),
        (1, "1 second"),
        (2, "2 seconds"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (3599, "59 minutes"),
    ] {
        assert_eq!(minutes(Duration::from_secs(seconds)), text);
    }
}
