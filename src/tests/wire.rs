//! What is out in the world and must be read for ever: callback data on old buttons, stored states.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use proptest::prelude::*;
use sputnik::{
    bot::callback::{Callback, LIMIT},
    entity::{api_token::Scope, thread_message::Addressee},
    features::{
        State,
        bookings::{
            callbacks::{BookingsCallback, Choice},
            state::BookingsState,
        },
        circle::callbacks::CircleCallback,
        ctx::Awaited,
        desk::{
            callbacks::DeskCallback,
            state::{Deed, DeskState},
        },
        executors::{callbacks::ExecutorsCallback, state::ExecutorsState},
        hours::{callbacks::HoursCallback, state::HoursState},
        menu::MenuCallback,
        payments::callbacks::PaymentsCallback,
        referrals::{callbacks::ReferralsCallback, state::ReferralsState},
        reviews::{callbacks::ReviewsCallback, state::ReviewsState, work::Work},
        staff::{callbacks::StaffCallback, state::StaffState},
        statistics::callbacks::StatisticsCallback,
        support::{callbacks::SupportCallback, state::SupportState},
        thread::{callbacks::ThreadCallback, parties::Thread, state::ThreadState},
        tokens::{callbacks::TokensCallback, state::TokensState},
        tours::{
            callbacks::{
                AgencyCallback, AgencyMoneyCallback, Field, Item, MakerCallback, Part,
                PlannerCallback, PlatformCallback, Sketch, ToursCallback,
            },
            pricing::Party,
            state::{Coming, Lowering, Taken, ToursState},
        },
        trips::{
            callbacks::{TripDeskCallback, TripsCallback},
            drafts::Step,
            state::TripsState,
        },
        users::{callbacks::UsersCallback, state::UsersState},
    },
    kernel::{
        ids::{
            AgencyId, BookingId, HourId, OrderId, PayoutId, ReviewId, SessionId, TourId, TripId,
            TripOfferId, UserId,
        },
        lang::Lang,
        money::Currency,
        time::Timestamp,
    },
};

fn written<C: Callback + PartialEq + std::fmt::Debug>(samples: Vec<C>) -> String {
    let mut lines = Vec::new();
    for sample in samples {
        let data = sample.encode();
        assert!(data.len() <= LIMIT, "{data} has {} bytes", data.len());
        assert!(data.is_ascii(), "{data}");
        assert_eq!(C::decode(&data), Some(Ok(sample)), "{data}");
        lines.push(data);
    }
    lines.join("\n")
}

#[test]
fn buttons_keep_their_wire_form() {
    assert_snapshot!("menu", written(MenuCallback::samples()));
    assert_snapshot!("users", written(UsersCallback::samples()));
    assert_snapshot!("circle", written(CircleCallback::samples()));
    assert_snapshot!("tokens", written(TokensCallback::samples()));
    assert_snapshot!("support", written(SupportCallback::samples()));
    assert_snapshot!("staff", written(StaffCallback::samples()));
    assert_snapshot!("executors", written(ExecutorsCallback::samples()));
    assert_snapshot!("thread", written(ThreadCallback::samples()));
    assert_snapshot!("desk", written(DeskCallback::samples()));
    assert_snapshot!("statistics", written(StatisticsCallback::samples()));
    assert_snapshot!("referrals", written(ReferralsCallback::samples()));
    assert_snapshot!("reviews", written(ReviewsCallback::samples()));
    assert_snapshot!("hours", written(HoursCallback::samples()));
    assert_snapshot!("payments", written(PaymentsCallback::samples()));
    assert_snapshot!("tours", written(ToursCallback::samples()));
    assert_snapshot!("agency", written(AgencyCallback::samples()));
    assert_snapshot!("agency-money", written(AgencyMoneyCallback::samples()));
    assert_snapshot!("maker", written(MakerCallback::samples()));
    assert_snapshot!("planner", written(PlannerCallback::samples()));
    assert_snapshot!("platform", written(PlatformCallback::samples()));
    assert_snapshot!("bookings", written(BookingsCallback::samples()));
    assert_snapshot!("trips", written(TripsCallback::samples()));
    assert_snapshot!("trip_desk", written(TripDeskCallback::samples()));
}

#[test]
fn every_feature_has_a_tag_of_its_own() {
    let tags = [
        MenuCallback::TAG,
        UsersCallback::TAG,
        CircleCallback::TAG,
        TokensCallback::TAG,
        SupportCallback::TAG,
        StaffCallback::TAG,
        ExecutorsCallback::TAG,
        ThreadCallback::TAG,
        DeskCallback::TAG,
        StatisticsCallback::TAG,
        ReferralsCallback::TAG,
        ReviewsCallback::TAG,
        HoursCallback::TAG,
        PaymentsCallback::TAG,
        ToursCallback::TAG,
        AgencyCallback::TAG,
        AgencyMoneyCallback::TAG,
        MakerCallback::TAG,
        PlannerCallback::TAG,
        PlatformCallback::TAG,
        BookingsCallback::TAG,
        TripsCallback::TAG,
        TripDeskCallback::TAG,
    ];
    let all: BTreeSet<_> = tags.into_iter().collect();
    assert_eq!(all.len(), tags.len());
    // One tag must not be the beginning of another followed by a dot.
    assert!(all.iter().all(|tag| !tag.contains('.')));
}

#[test]
fn stored_states_keep_their_form() {
    let choice = Choice {
        session: SessionId(7),
        party: Party {
            adults: 2,
            children: 1,
        },
        code: None,
    };
    let samples: Vec<(State, &str)> = vec![
        (UsersState::FirstName.into(), r#"{"users":"first_name"}"#),
        (UsersState::LastName.into(), r#"{"users":"last_name"}"#),
        (UsersState::Sphere.into(), r#"{"users":"sphere"}"#),
        (
            UsersState::Specialisation.into(),
            r#"{"users":"specialisation"}"#,
        ),
        (UsersState::Interests.into(), r#"{"users":"interests"}"#),
        (UsersState::Zone.into(), r#"{"users":"zone"}"#),
        (UsersState::Avatar.into(), r#"{"users":"avatar"}"#),
        (
            TokensState::Name { scope: Scope::Read }.into(),
            r#"{"tokens":{"name":{"scope":"read"}}}"#,
        ),
        (SupportState::Search.into(), r#"{"support":"search"}"#),
        (StaffState::Find.into(), r#"{"staff":"find"}"#),
        (
            StaffState::BlockReason { user: UserId(7) }.into(),
            r#"{"staff":{"block_reason":{"user":7}}}"#,
        ),
        (
            StaffState::Note { user: UserId(7) }.into(),
            r#"{"staff":{"note":{"user":7}}}"#,
        ),
        (
            ExecutorsState::Subjects { is_edit: true }.into(),
            r#"{"executors":{"subjects":{"is_edit":true}}}"#,
        ),
        (
            ExecutorsState::Experience { is_edit: false }.into(),
            r#"{"executors":{"experience":{"is_edit":false}}}"#,
        ),
        (
            ExecutorsState::Samples { is_edit: false }.into(),
            r#"{"executors":{"samples":{"is_edit":false}}}"#,
        ),
        (ExecutorsState::Card.into(), r#"{"executors":"card"}"#),
        (
            ExecutorsState::Reason { user: UserId(7) }.into(),
            r#"{"executors":{"reason":{"user":7}}}"#,
        ),
        (
            ExecutorsState::OfferPrice { order: OrderId(7) }.into(),
            r#"{"executors":{"offer_price":{"order":7}}}"#,
        ),
        (
            ExecutorsState::OfferDays {
                order: OrderId(7),
                price_minor: 150_000,
            }
            .into(),
            r#"{"executors":{"offer_days":{"order":7,"price_minor":150000}}}"#,
        ),
        (
            ExecutorsState::OfferNote {
                order: OrderId(7),
                price_minor: 150_000,
                days: 3,
            }
            .into(),
            r#"{"executors":{"offer_note":{"order":7,"price_minor":150000,"days":3}}}"#,
        ),
        (
            ExecutorsState::Parcel { order: OrderId(7) }.into(),
            r#"{"executors":{"parcel":{"order":7}}}"#,
        ),
        (
            ExecutorsState::DeliveryNote { order: OrderId(7) }.into(),
            r#"{"executors":{"delivery_note":{"order":7}}}"#,
        ),
        (
            ExecutorsState::MoreReason {
                order: OrderId(7),
                due_on: "2030-01-31".parse().unwrap(),
            }
            .into(),
            r#"{"executors":{"more_reason":{"order":7,"due_on":"2030-01-31"}}}"#,
        ),
        (
            ThreadState::Write {
                thread: Thread::order(OrderId(7)),
                to: Addressee::Executor,
            }
            .into(),
            r#"{"thread":{"write":{"thread":{"kind":"order","id":7},"to":"executor"}}}"#,
        ),
        (DeskState::Search.into(), r#"{"desk":"search"}"#),
        (
            DeskState::Price { order: OrderId(7) }.into(),
            r#"{"desk":{"price":{"order":7}}}"#,
        ),
        (
            DeskState::Days {
                order: OrderId(7),
                price_minor: 150_000,
            }
            .into(),
            r#"{"desk":{"days":{"order":7,"price_minor":150000}}}"#,
        ),
        (
            DeskState::Note {
                order: OrderId(7),
                price_minor: 150_000,
                days: 3,
            }
            .into(),
            r#"{"desk":{"note":{"order":7,"price_minor":150000,"days":3}}}"#,
        ),
        (
            DeskState::CancelReason { order: OrderId(7) }.into(),
            r#"{"desk":{"cancel_reason":{"order":7}}}"#,
        ),
        (
            DeskState::Percent { order: OrderId(7) }.into(),
            r#"{"desk":{"percent":{"order":7}}}"#,
        ),
        (
            DeskState::Reason {
                order: OrderId(7),
                refund_bp: 2500,
            }
            .into(),
            r#"{"desk":{"reason":{"order":7,"refund_bp":2500}}}"#,
        ),
        (
            DeskState::Ready {
                asked: 12,
                deed: Deed::Quote {
                    order: OrderId(7),
                    price_minor: 150_000,
                    days: 3,
                    note: None,
                },
            }
            .into(),
            r#"{"desk":{"ready":{"asked":12,"deed":{"quote":{"order":7,"price_minor":150000,"days":3,"note":null}}}}}"#,
        ),
        (
            DeskState::Ready {
                asked: 12,
                deed: Deed::Cancel {
                    order: OrderId(7),
                    reason: "x".to_owned(),
                    back_minor: 0,
                },
            }
            .into(),
            r#"{"desk":{"ready":{"asked":12,"deed":{"cancel":{"order":7,"reason":"x","back_minor":0}}}}}"#,
        ),
        (
            DeskState::Ready {
                asked: 12,
                deed: Deed::Resolve {
                    order: OrderId(7),
                    refund_bp: 2500,
                    reason: "x".to_owned(),
                    back_minor: 9,
                },
            }
            .into(),
            r#"{"desk":{"ready":{"asked":12,"deed":{"resolve":{"order":7,"refund_bp":2500,"reason":"x","back_minor":9}}}}}"#,
        ),
        (
            DeskState::Refuse { user: UserId(7) }.into(),
            r#"{"desk":{"refuse":{"user":7}}}"#,
        ),
        (
            DeskState::Pause { user: UserId(7) }.into(),
            r#"{"desk":{"pause":{"user":7}}}"#,
        ),
        (
            DeskState::Limit { user: UserId(7) }.into(),
            r#"{"desk":{"limit":{"user":7}}}"#,
        ),
        (
            DeskState::Share { user: UserId(7) }.into(),
            r#"{"desk":{"share":{"user":7}}}"#,
        ),
        (
            DeskState::PayoutReject {
                payout: PayoutId(7),
            }
            .into(),
            r#"{"desk":{"payout_reject":{"payout":7}}}"#,
        ),
        (
            DeskState::PayoutReference {
                payout: PayoutId(7),
            }
            .into(),
            r#"{"desk":{"payout_reference":{"payout":7}}}"#,
        ),
        (
            DeskState::PayoutFailure {
                payout: PayoutId(7),
            }
            .into(),
            r#"{"desk":{"payout_failure":{"payout":7}}}"#,
        ),
        (
            ReferralsState::Card {
                minor: 7,
                currency: Currency::Uzs,
            }
            .into(),
            r#"{"referrals":{"card":{"minor":7,"currency":"UZS"}}}"#,
        ),
        (ReferralsState::About.into(), r#"{"referrals":"about"}"#),
        (
            ReferralsState::Refusal {
                user: UserId(7),
                applied_at: Timestamp(9),
            }
            .into(),
            r#"{"referrals":{"refusal":{"user":7,"applied_at":9}}}"#,
        ),
        (
            ReferralsState::Share { user: UserId(7) }.into(),
            r#"{"referrals":{"share":{"user":7}}}"#,
        ),
        (
            ReviewsState::Text {
                work: Work::Order(OrderId(7)),
            }
            .into(),
            r#"{"reviews":{"text":{"work":{"order":7}}}}"#,
        ),
        (
            ReviewsState::Text {
                work: Work::Hour(HourId(7)),
            }
            .into(),
            r#"{"reviews":{"text":{"work":{"hour":7}}}}"#,
        ),
        (
            ReviewsState::Answer {
                review: ReviewId(7),
            }
            .into(),
            r#"{"reviews":{"answer":{"review":7}}}"#,
        ),
        (
            HoursState::Windows { weekday: 3 }.into(),
            r#"{"hours":{"windows":{"weekday":3}}}"#,
        ),
        (ToursState::Search.into(), r#"{"tours":"search"}"#),
        (ToursState::NewAgency.into(), r#"{"tours":"new_agency"}"#),
        (
            ToursState::Agency {
                agency: AgencyId(7),
                item: Item::Contacts,
            }
            .into(),
            r#"{"tours":{"agency":{"agency":7,"item":"contacts"}}}"#,
        ),
        (
            ToursState::MerchantKey {
                agency: AgencyId(7),
                merchant: "5f".to_owned(),
            }
            .into(),
            r#"{"tours":{"merchant_key":{"agency":7,"merchant":"5f"}}}"#,
        ),
        (
            ToursState::NewTour {
                agency: AgencyId(7),
            }
            .into(),
            r#"{"tours":{"new_tour":{"agency":7}}}"#,
        ),
        (
            ToursState::Word {
                tour: TourId(7),
                lang: Lang::Uz,
                field: Field::MeetingPoint,
            }
            .into(),
            r#"{"tours":{"word":{"tour":7,"lang":"uz","field":"meeting_point"}}}"#,
        ),
        (
            ToursState::Days { tour: TourId(7) }.into(),
            r#"{"tours":{"days":{"tour":7}}}"#,
        ),
        (
            ToursState::Param {
                tour: TourId(7),
                key: "pace".to_owned(),
            }
            .into(),
            r#"{"tours":{"param":{"tour":7,"key":"pace"}}}"#,
        ),
        (
            ToursState::Photos {
                tour: TourId(7),
                album: None,
            }
            .into(),
            r#"{"tours":{"photos":{"tour":7}}}"#,
        ),
        (
            ToursState::Photos {
                tour: TourId(7),
                album: Some(Coming {
                    group: "135".to_owned(),
                    answer: 8,
                }),
            }
            .into(),
            r#"{"tours":{"photos":{"tour":7,"album":{"group":"135","answer":8}}}}"#,
        ),
        (
            ToursState::Sketch {
                sketch: Sketch {
                    tour: TourId(7),
                    starts_on: chrono::NaiveDate::default(),
                    adult: 9,
                    child: -1,
                    currency: Currency::Uzs,
                    seats: 8,
                    least: 0,
                    names: true,
                },
                part: Part::Seats,
            }
            .into(),
            r#"{"tours":{"sketch":{"sketch":{"tour":7,"starts_on":"1970-01-01","adult":9,"child":-1,"currency":"UZS","seats":8,"least":0,"names":true},"part":"seats"}}}"#,
        ),
        (
            ToursState::Session {
                session: SessionId(7),
                part: Part::Chat,
            }
            .into(),
            r#"{"tours":{"session":{"session":7,"part":"chat"}}}"#,
        ),
        (
            ToursState::Lowering(Lowering {
                agency: AgencyId(7),
                tour: None,
                is_code: true,
                name: Some("ZIMA".to_owned()),
                off: Some(Taken::Percent(10)),
                until: None,
                total: None,
                person: None,
                minimum: None,
            })
            .into(),
            r#"{"tours":{"lowering":{"agency":7,"tour":null,"is_code":true,"name":"ZIMA","off":{"percent":10},"until":null,"total":null,"person":null}}}"#,
        ),
        (
            ToursState::Account {
                agency: AgencyId(7),
                minor: 9,
                currency: Currency::Rub,
            }
            .into(),
            r#"{"tours":{"account":{"agency":7,"minor":9,"currency":"RUB"}}}"#,
        ),
        (
            ToursState::Received {
                agency: AgencyId(7),
                currency: Currency::Uzs,
            }
            .into(),
            r#"{"tours":{"received":{"agency":7,"currency":"UZS"}}}"#,
        ),
        (
            ToursState::Reference {
                agency: AgencyId(7),
                minor: 9,
                currency: Currency::Uzs,
            }
            .into(),
            r#"{"tours":{"reference":{"agency":7,"minor":9,"currency":"UZS"}}}"#,
        ),
        (
            ToursState::Message {
                session: SessionId(7),
            }
            .into(),
            r#"{"tours":{"message":{"session":7}}}"#,
        ),
        (
            ToursState::Cancel {
                session: SessionId(7),
            }
            .into(),
            r#"{"tours":{"cancel":{"session":7}}}"#,
        ),
        (
            BookingsState::Code { choice }.into(),
            r#"{"bookings":{"code":{"choice":{"session":7,"party":{"adults":2,"children":1},"code":null}}}}"#,
        ),
        (
            BookingsState::Names {
                choice,
                shown_minor: 5,
            }
            .into(),
            r#"{"bookings":{"names":{"choice":{"session":7,"party":{"adults":2,"children":1},"code":null},"shown_minor":5}}}"#,
        ),
        (
            BookingsState::Rename {
                booking: BookingId(7),
            }
            .into(),
            r#"{"bookings":{"rename":{"booking":7}}}"#,
        ),
        (
            BookingsState::Wish {
                booking: BookingId(7),
            }
            .into(),
            r#"{"bookings":{"wish":{"booking":7}}}"#,
        ),
        (
            BookingsState::Reason {
                booking: BookingId(7),
            }
            .into(),
            r#"{"bookings":{"reason":{"booking":7}}}"#,
        ),
        (
            TripsState::Answer {
                trip: TripId(7),
                step: Step::Place,
                goes_on: true,
            }
            .into(),
            r#"{"trips":{"answer":{"trip":7,"step":"place","goes_on":true}}}"#,
        ),
        (
            TripsState::Counter {
                offer: TripOfferId(7),
            }
            .into(),
            r#"{"trips":{"counter":{"offer":7}}}"#,
        ),
        (
            TripsState::Price {
                offer: TripOfferId(7),
            }
            .into(),
            r#"{"trips":{"price":{"offer":7}}}"#,
        ),
        (
            TripsState::Included {
                offer: TripOfferId(7),
            }
            .into(),
            r#"{"trips":{"included":{"offer":7}}}"#,
        ),
        (
            TripsState::Days {
                offer: TripOfferId(7),
            }
            .into(),
            r#"{"trips":{"days":{"offer":7}}}"#,
        ),
        (
            TripsState::Reply {
                offer: TripOfferId(7),
            }
            .into(),
            r#"{"trips":{"reply":{"offer":7}}}"#,
        ),
    ];
    for (state, json) in samples {
        assert_eq!(serde_json::to_string(&state).unwrap(), json);
        assert_eq!(Awaited::read(json), Awaited::Input(state));
    }
}

#[test]
fn a_state_that_nobody_knows_is_lost_and_not_an_error() {
    for json in [
        "",
        "{",
        "null",
        r#"{"cooking":"salt"}"#,
        r#"{"users":"shoe_size"}"#,
    ] {
        assert_eq!(Awaited::read(json), Awaited::Lost, "{json}");
    }
}

proptest! {
    #[test]
    fn no_data_makes_any_feature_panic(data in "([musckfxlrvhpgabqj]1\\.)?[a-z0-9.\\-]{0,70}") {
        let _ = MenuCallback::decode(&data);
        let _ = UsersCallback::decode(&data);
        let _ = CircleCallback::decode(&data);
        let _ = TokensCallback::decode(&data);
        let _ = SupportCallback::decode(&data);
        let _ = StaffCallback::decode(&data);
        let _ = ExecutorsCallback::decode(&data);
        let _ = ThreadCallback::decode(&data);
        let _ = ReferralsCallback::decode(&data);
        let _ = ReviewsCallback::decode(&data);
        let _ = HoursCallback::decode(&data);
        let _ = PaymentsCallback::decode(&data);
        let _ = ToursCallback::decode(&data);
        let _ = AgencyCallback::decode(&data);
        let _ = AgencyMoneyCallback::decode(&data);
        let _ = MakerCallback::decode(&data);
        let _ = PlannerCallback::decode(&data);
        let _ = PlatformCallback::decode(&data);
        let _ = BookingsCallback::decode(&data);
        let _ = TripsCallback::decode(&data);
        let _ = TripDeskCallback::decode(&data);
    }

    #[test]
    fn no_state_makes_the_reader_panic(json in any::<String>()) {
        let _ = Awaited::read(&json);
    }
}
