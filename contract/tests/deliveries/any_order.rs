//! Whatever is reported, in whatever order and however often: the status is the same.

use eyelevel_contract::deliveries::status::{Reported, counts, fold, follows};
use eyelevel_contract::deliveries::{Channel, Status};
use proptest::prelude::*;

fn reported() -> impl Strategy<Value = Vec<Reported>> {
    let status = prop::sample::select(Status::ALL.to_vec());
    let one = (1..4i64, 0..12i64, status).prop_map(|(round, at, status)| Reported { round, at, status });
    prop::collection::vec(one, 0..14)
}

fn shuffled() -> impl Strategy<Value = (Vec<Reported>, Vec<Reported>)> {
    reported().prop_flat_map(|all| {
        let twice = [all.clone(), all.clone()].concat();
        (Just(all), Just(twice).prop_shuffle())
    })
}

proptest! {
    #[test]
    fn every_order_of_arrival_and_every_repetition_gives_the_same((all, twice) in shuffled(), channel in prop::sample::select(Channel::ALL.to_vec())) {
        for round in 1..4 {
            prop_assert_eq!(fold(channel, round, &all), fold(channel, round, &twice));
        }
    }

    #[test]
    fn it_is_planned_or_something_that_was_reported_of_this_round_and_says_something_of_this_way(
        all in reported(),
        channel in prop::sample::select(Channel::ALL.to_vec()),
    ) {
        let now = fold(channel, 2, &all);
        prop_assert!(now == Status::Planned || counts(channel, now) && all.iter().any(|one| one.round == 2 && one.status == now));
    }

    #[test]
    fn what_happens_last_counts_exactly_if_the_table_says_so(all in reported(), next in prop::sample::select(Status::ALL.to_vec())) {
        let before = fold(Channel::Mail, 1, &all);
        let last = Reported { round: 1, at: 99, status: next };
        let after = fold(Channel::Mail, 1, &[all, vec![last]].concat());
        prop_assert_eq!(after, if counts(Channel::Mail, next) && follows(before, next) { next } else { before });
    }

    #[test]
    fn what_is_confirmed_stays_confirmed(all in reported(), channel in prop::sample::select(Channel::ALL.to_vec())) {
        let confirmed = Reported { round: 1, at: 5, status: Status::Confirmed };
        let before: Vec<Reported> = all.iter().copied().filter(|one| one.status != Status::Superseded).collect();
        prop_assert_eq!(fold(channel, 1, &[before, vec![confirmed]].concat()), Status::Confirmed);
    }
}
