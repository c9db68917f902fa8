//! Whoever brings travellers: what their trips earn, when it is free, and its way to a card.

use chrono::TimeDelta;
use insta::assert_snapshot;
use sea_orm::EntityTrait;
use secrecy::SecretString;
use sputnik::{
    entity::{bonus, booking::Status, payout},
    features::{
        desk::callbacks::DeskCallback,
        ledger,
        payme::begin,
        referrals::{bonuses::Release, callbacks::ReferralsCallback, partners, risk::Note},
        tours::agencies::{self, CashDesk},
    },
    kernel::{
        actor::Actor,
        ids::{AgencyId, SessionId, UserId},
        lang::Lang,
        money::Currency,
        payable::Payable,
        permission::Role,
    },
};

use super::{
    DAY, acting, add, approve, ask, code, manager, party, plan, platform, rows, selling,
    session_row,
};
use crate::{
    calls::{comes, payload, referral_link},
    payments::give_bonus_in,
    support::{Settings, TestApp, updates::press},
};

const MERCHANT: &str = "587f72c72cac0d162c722ae2";
const KEY: &str = "key-of-the-cash-desk-at-payme-0123456789";
/// One that Luhn's rule accepts.
const CARD: &str = "8600 1234 5678 9012";

/// An agency with a cash desk at the sandbox's Payme, whose tour costs 1 500 000 sums.
pub(crate) async fn at_payme(t: &TestApp) -> (AgencyId, SessionId) {
    let (agency, tour) = selling(t, "Шёлковый путь").await;
    let mut wanted = plan(DAY, 4);
    wanted.currency = Currency::Uzs;
    wanted.adult_minor = 150_000_000;
    let session = add(t, &tour, wanted).await;
    let desk = CashDesk {
        merchant: MERCHANT.to_owned(),
        key: SecretString::from(KEY),
        test_key: None,
    };
    agencies::set_payme(&t.app, Actor::SHELL, &platform(), agency.id, Some(desk))
        .await
        .unwrap();
    let endpoint = format!("{}/webhooks/payme/{MERCHANT}", t.url);
    t.sandbox
        .payme()
        .set_desk(MERCHANT, "Шёлковый путь", &endpoint, KEY);
    (agency.id, session.id)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trip_of_a_friend_with_code_and_bonus_paid_at_payme_earns_what_can_be_withdrawn() {
    let t = TestApp::start().await;
    let (agency, _) = at_payme(&t).await;
    code(&t, "SAMARKAND", Some(10), Some(1)).await;
    let boss = manager(&t, agency, "Мария").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let (boris, _) = comes(&t, "Борис", &referral_link(&anna).await).await;
    give_bonus_in(&t, &boris, 20_000_000, Currency::Uzs).await;

    boris.say("/menu").await;
    boris.tap("🌍 Туры").await.unwrap();
    boris.tap("🌍 Все туры").await.unwrap();
    boris.tap("Самарканд за выходные").await.unwrap();
    boris.tap("📅 Даты и места").await.unwrap();
    boris.tap("21").await.unwrap();
    boris.tap("21.01 –").await.unwrap();
    boris.tap("➕").await.unwrap();
    boris.tap("Дальше ›").await.unwrap();
    boris.tap("🎟 У меня есть промокод").await.unwrap();
    boris.say("samarkand").await;
    assert_snapshot!(boris.screen(), @r"
    *Самарканд за выходные*
    🏢 Шёлковый путь
    21.01 – 22.01.2030 · 2 взрослых

    Места: 3 000 000 сум
    Промокод SAMARKAND: −300 000 сум
    К оплате: *2 700 000 сум*

    *Если отмените вы*
    за 14 дней и раньше вернём 100 %
    за 7 дней и раньше вернём 50 %
    за 3 дня и раньше вернём 20 %
    позже деньги не возвращаются

    Места будут за вами сразу. У агентства 60 минут на ответ, потом у вас 24 часа на оплату. До оплаты отмена бесплатна.

    [ ✅ Забронировать за 2 700 000 сум ]
    [ 🎟 Другой промокод ]
    [ ‹ Назад ]
    ");
    boris.tap("✅ Забронировать").await.unwrap();
    t.settle().await;
    boss.tap("✅ Подтвердить").await.unwrap();
    t.settle().await;
    boris.tap("🎫 Открыть бронь").await.unwrap();
    assert_snapshot!(boris.screen(), @r"
    *Бронь № 1*
    Самарканд за выходные
    21.01 – 22.01.2030 · 2 взрослых
    🏢 Шёлковый путь

    💳 Агентство подтвердило. Оплатите в течение 24 ч.

    Места: 3 000 000 сум
    Промокод SAMARKAND: −300 000 сум
    К оплате: *2 700 000 сум*

    *Если отмените вы*
    за 14 дней и раньше вернём 100 %
    за 7 дней и раньше вернём 50 %
    за 3 дня и раньше вернём 20 %
    позже деньги не возвращаются

    [ 💳 Оплатить ]
    [ ✍️ Пожелание агентству ]
    [ Отменить бронь ]
    [ 🌍 К туру ]
    [ ‹ Назад ]
    ");
    boris.tap("💳 Оплатить").await.unwrap();
    boris.tap("🎁 Списать бонусы").await.unwrap();
    assert_snapshot!(boris.screen(), @r"
    *Бронь тура № 1*

    К оплате: 2 700 000 сум.

    Бонусами: 200 000 сум. Деньгами: 2 500 000 сум.

    [ 💳 Payme, 2 500 000 сум ]
    [ Не списывать бонусы ]
    [ 🎫 К брони ]
    ");
    boris.tap("💳 Payme").await.unwrap();
    let payme = t.sandbox.payme();
    let params = boris.last_link().unwrap();
    let params = params.rsplit('/').next().unwrap().to_owned();
    let page = format!("{}/{params}", payme.checkout_url());
    payme.pay(&page).await.unwrap();
    assert_eq!(rows(&t).await[0].status, Status::Paid);
    t.settle().await;
    assert!(boris.screen().contains("оплачена"), "{}", boris.screen());
    // What the trip earns waits for a week.
    assert_snapshot!(anna.screen(), @r"
    🎁 Друг сделал оплату, и вам начислен бонус *125 000 сум*. Он станет доступен 08.01.2030.

    [ 🎁 Пригласить друзей ]
    ");
    anna.tap("🎁 Пригласить друзей").await.unwrap();
    assert!(!anna.screen().contains("💸"), "{}", anna.screen());
    t.advance(TimeDelta::days(7));
    assert_eq!(t.run(&Release).await, 1);
    t.settle().await;
    anna.say("/menu").await;
    anna.tap("🎁 Пригласить друзей").await.unwrap();
    let screen = anna.screen().replace(&payload(&anna), "ref_code");
    assert_snapshot!(screen, @"
    *Пригласить друзей*

    Отправьте другу ссылку. С каждой его оплаты в течение 180 дней вам идёт бонус 5 %. Через 7 дней его можно тратить: бонусы покрывают до 30 % цены.

    https://t.me/sputnik_test_bot?start=ref_code

    По ссылке пришёл 1 человек, оплатили: 1.

    Доступно: *125 000 сум*
    Ожидает: 0 сум

    [ 📨 Отправить другу ↗ ]
    [ 📋 Скопировать ] [ 🔳 QR-код ]
    [ 💸 Вывести на карту ]
    [ 📊 Результаты по месяцам ]
    [ 🧾 Мои бонусы ]
    [ 🤝 Стать партнёром ]
    [ ‹ Назад ]
    ");
    anna.tap("📊 Результаты по месяцам").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *Мои результаты* · Январь 2030

    Пришли по ссылке: 1
    Платили: 1

    *Самарканд за выходные*
    1 оплата, бонусы 125 000 сум

    [ ‹ Раньше ]
    [ ‹ Назад ]
    ");
    anna.tap("‹ Раньше").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *Мои результаты* · Декабрь 2029

    Пришли по ссылке: 0
    Платили: 0

    [ ‹ Раньше ] [ Позже › ]
    [ ‹ Назад ]
    ");
    anna.tap("‹ Назад").await.unwrap();
    anna.tap("💸 Вывести").await.unwrap();
    anna.say(CARD).await;
    assert!(
        anna.screen()
            .contains("Запрошена выплата 125\u{a0}000\u{a0}сум"),
        "{}",
        anna.screen()
    );
    t.settle().await;
    // The staff sees who brings whom, and by which tours.
    let me = t.row(&anna).await.id;
    press(&admin, &ReferralsCallback::PartnerGains(me, 0)).await;
    assert_snapshot!(admin.screen(), @r"
    *Анна* · Январь 2030

    Пришли по ссылке: 1
    Платили: 1

    *Самарканд за выходные*
    1 оплата, бонусы 125 000 сум

    [ ‹ Раньше ]
    [ ‹ Назад ]
    ");
    let id = payout::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
        .id;
    press(&admin, &DeskCallback::Payout(id)).await;
    admin.tap("✅ Одобрить").await.unwrap();
    admin.tap("Да").await.unwrap();
    admin.tap("🏦 Оплачена, ввести номер").await.unwrap();
    admin.say("ПП-18").await;
    t.settle().await;
    assert!(
        anna.screen().contains("Выплатили 125\u{a0}000\u{a0}сум"),
        "{}",
        anna.screen()
    );
    // And it stays where payouts are looked up.
    press(&anna, &ReferralsCallback::Open).await;
    anna.tap("💳 Выплаты").await.unwrap();
    assert_snapshot!(anna.screen(), @"
    *Мои выплаты*

    *125 000 сум* на карту •••• 9012, 08.01.2030
    ✅ Выплачена
    Номер перевода: ПП-18

    [ ‹ Назад ]
    ");
    let audit = ledger::reads::audit(&t.app.db).await.unwrap();
    assert!(audit.is_clean(), "{audit:?}");
    t.finish().await;
}

/// Somebody's seat, asked for, approved and paid on Payme's page.
pub(super) async fn paid_at_payme(t: &TestApp, me: UserId, session: SessionId) {
    paid_there(t, me, session, false).await;
}

/// The same, with the bonuses or without.
pub(super) async fn paid_there(t: &TestApp, me: UserId, session: SessionId, with_bonus: bool) {
    let id = ask(t, me, session, party(1, 0)).await.unwrap().id;
    approve(t, id).await;
    let payable = Payable::Booking(id);
    let started = begin::start(&t.app, acting(me), Lang::Ru, payable, with_bonus).await;
    let address = started.unwrap().payment.confirmation_url.unwrap();
    let payme = t.sandbox.payme();
    let params = address.rsplit('/').next().unwrap();
    let page = format!("{}/{params}", payme.checkout_url());
    payme.pay(&page).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_may_let_bonuses_wait_for_the_end_of_the_trip() {
    let settings = Settings::default().with("referrals.tours_hold_from", "trip");
    let t = TestApp::with(settings).await;
    let (_, session) = at_payme(&t).await;
    let anna = t.person("Анна", "ru").await;
    let (boris, _) = comes(&t, "Борис", &referral_link(&anna).await).await;
    paid_at_payme(&t, t.row(&boris).await.id, session).await;
    let earned = bonus::Entity::find().one(&t.app.db).await.unwrap().unwrap();
    let ends = session_row(&t, session).await.ends_at;
    assert_eq!(earned.available_at, ends.plus(TimeDelta::days(7)));
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_who_brings_travellers_to_the_own_agency_is_noted() {
    let t = TestApp::start().await;
    let (agency, session) = at_payme(&t).await;
    let boss = manager(&t, agency, "Мария").await;
    let (boris, _) = comes(&t, "Борис", &referral_link(&boss).await).await;
    paid_at_payme(&t, t.row(&boris).await.id, session).await;
    let boss_id = t.row(&boss).await.id;
    let zone = t.app.config.tours.time_zone;
    let card = partners::card(&t.app, &platform(), boss_id, zone)
        .await
        .unwrap();
    assert!(
        card.risk
            .notes
            .iter()
            .any(|note| matches!(note, Note::OwnWork(1))),
        "{:?}",
        card.risk
    );
    t.settle().await;
    t.finish().await;
}
