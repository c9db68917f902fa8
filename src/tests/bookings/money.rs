//! The money of agencies: earned, paid out, and the commission of what they took themselves.

use chrono::TimeDelta;
use insta::assert_snapshot;
use sea_orm::EntityTrait;
use serde_json::json;
use sputnik::{
    entity::{
        booking::Status,
        payment,
        payout::{self, Purpose},
    },
    features::{
        bookings::jobs::Rounds,
        desk::callbacks::DeskCallback,
        ledger::{self, Account},
        payments::{error::PayError, jobs::Refunds, payouts, refunds},
        tours::{callbacks::AgencyMoneyCallback, statements},
    },
    kernel::{
        bank::BankDetails,
        ids::AgencyId,
        money::{Currency, Money},
        permission::Role,
    },
};

use super::{
    acting, approve, ask, audited, manager, on_sale, partner, party, pay, platform, rights, row,
};
use crate::{
    calls,
    payments::give_bonus_in,
    support::{TestApp, updates::press},
};

const DETAILS: &str = "ООО «Шёлковый путь», ИНН 7707083893, р/с 40702810900000001234";

async fn owed_to(t: &TestApp, agency: AgencyId, currency: Currency) -> i64 {
    ledger::owed(&t.app.db, Account::AgencyPayable(agency), currency)
        .await
        .unwrap()
        .minor()
}

/// A tour of 1500 roubles that took place: 1350 are the agency's.
async fn earned(t: &TestApp) -> AgencyId {
    let (agency, _, session) = on_sale(t, 6).await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    let id = ask(t, me, session.id, party(1, 0)).await.unwrap().id;
    approve(t, id).await;
    pay(t, id).await;
    t.advance(TimeDelta::days(30));
    t.run(&Rounds).await;
    t.settle().await;
    assert_eq!(row(t, id).await.status, Status::Completed);
    agency.id
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_agency_earned_goes_to_its_account() {
    let t = TestApp::start().await;
    let agency = earned(&t).await;
    let boss = manager(&t, agency, "Мария").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    assert_eq!(owed_to(&t, agency, Currency::Rub).await, 135_000);
    boss.say("/menu").await;
    boss.tap("🏢").await.unwrap();
    boss.tap("💰 Деньги").await.unwrap();
    assert_snapshot!(boss.screen(), @r"
    *Деньги* · Шёлковый путь

    К выплате: *1 350 ₽*

    [ 💸 Вывести 1 350 ₽ ]
    [ 📄 Отчёты по месяцам ]
    [ ‹ Назад ]
    ");
    boss.tap("💸 Вывести").await.unwrap();
    assert_snapshot!(boss.screen(), @r"
    Выведем *1 350 ₽*. Пришлите реквизиты одним сообщением: получатель, ИНН, банк и номер счёта из 20 цифр. Сообщение сразу уберём из чата.

    [ ‹ Назад ]
    ");
    boss.say("на карту 2202 2000 0000 0008").await;
    assert!(
        boss.screen().contains("Не нашли номера счёта"),
        "{}",
        boss.screen()
    );
    boss.say(DETAILS).await;
    assert_snapshot!(boss.screen(), @r"
    *Деньги* · Шёлковый путь

    На балансе сейчас пусто.

    Выплата № 1 · 1 350 ₽ на счёт •••• 1234, 31.01.2030
    🆕 Ждёт решения

    [ ↩️ Отозвать заявку ]
    [ 📄 Отчёты по месяцам ]
    [ ‹ Назад ]
    ");
    let chat = boss.transcript().join("\n");
    assert!(!chat.contains("40702810900000001234"), "{chat}");
    assert_eq!(owed_to(&t, agency, Currency::Rub).await, 0);
    boss.tap("↩️ Отозвать заявку").await.unwrap();
    assert_eq!(owed_to(&t, agency, Currency::Rub).await, 135_000);
    boss.tap("💸 Вывести").await.unwrap();
    boss.say(DETAILS).await;
    t.settle().await;
    assert_snapshot!(admin.screen(), @r"
    *Выплата № 2*

    1 350 ₽ на счёт •••• 1234, деньги агентства. Ждёт решения.

    [ Открыть выплату ]
    ");
    let all = payout::Entity::find().all(&t.app.db).await.unwrap();
    let open = all.iter().find(|one| one.open_key.is_some()).unwrap();
    assert_eq!(
        (open.purpose, open.agency_id),
        (Purpose::Agency, Some(agency))
    );
    press(&admin, &DeskCallback::Payout(open.id)).await;
    assert_snapshot!(admin.screen(), @r"
    *Выплата № 2* · 1 350 ₽
    🆕 Ждёт решения

    Кому: Шёлковый путь (Мария)
    За что: деньги агентства
    Счёт: •••• 1234
    Запрошена: 31.01.2030 14:00

    [ ✅ Одобрить ] [ ✖️ Отклонить ]
    [ ‹ Назад ]
    ");
    admin.tap("✅ Одобрить").await.unwrap();
    admin.tap("Да").await.unwrap();
    let staff = acting(t.row(&admin).await.id);
    let list = payouts::bank_csv(&t.app, staff, &platform()).await.unwrap();
    let csv = secrecy::ExposeSecret::expose_secret(&list.csv);
    assert!(csv.contains(&format!("\"{DETAILS}\"")), "{csv}");
    admin.tap("🏦 Оплачена, ввести номер").await.unwrap();
    admin.say("ПП-18").await;
    t.settle().await;
    assert!(
        boss.screen()
            .contains("Выплатили 1\u{a0}350\u{a0}₽ на счёт •••• 1234"),
        "{}",
        boss.screen()
    );
    boss.tap("💰 К балансу").await.unwrap();
    assert_snapshot!(boss.screen(), @r"
    *Деньги* · Шёлковый путь

    На балансе сейчас пусто.

    Выплата № 2 · 1 350 ₽ на счёт •••• 1234, 31.01.2030
    ✅ Выплачена

    Выплата № 1 · 1 350 ₽ на счёт •••• 1234, 31.01.2030
    ↩️ Отозвана

    [ 📄 Отчёты по месяцам ]
    [ ‹ Назад ]
    ");
    let audit = ledger::reads::audit(&t.app.db).await.unwrap();
    assert!(audit.is_clean(), "{audit:?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_commission_of_what_came_to_the_agency_itself_is_written_down_once() {
    let t = TestApp::start().await;
    let (agency, session) = partner::at_payme(&t).await;
    let anna = t.person("Анна", "ru").await;
    partner::paid_at_payme(&t, t.row(&anna).await.id, session).await;
    t.advance(TimeDelta::days(30));
    t.run(&Rounds).await;
    t.settle().await;
    // A tenth of a million and a half.
    assert_eq!(owed_to(&t, agency, Currency::Uzs).await, -15_000_000);
    let boss = manager(&t, agency, "Мария").await;
    press(&boss, &AgencyMoneyCallback::Open(agency)).await;
    assert_snapshot!(boss.screen(), @r"
    *Деньги* · Шёлковый путь

    Комиссия к оплате: *150 000 сум*. Деньги за эти туры пришли в вашу кассу Payme.

    [ 📄 Отчёты по месяцам ]
    [ ‹ Назад ]
    ");
    let outcome = press(&boss, &AgencyMoneyCallback::Receive(agency, Currency::Uzs)).await;
    let answer = outcome.answer.unwrap().text.unwrap();
    assert!(answer.contains("недоступен"), "{answer}");
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    press(&admin, &AgencyMoneyCallback::Open(agency)).await;
    admin.tap("➕ Комиссия пришла, UZS").await.unwrap();
    admin.say("много").await;
    assert!(
        admin.screen().contains("Это не сумма"),
        "{}",
        admin.screen()
    );
    admin.say("100 000").await;
    admin.say("ПП-7").await;
    assert_snapshot!(admin.screen(), @r"
    *Деньги* · Шёлковый путь

    Комиссия к оплате: *50 000 сум*. Деньги за эти туры пришли в вашу кассу Payme.

    [ ➕ Комиссия пришла, UZS ]
    [ 📄 Отчёты по месяцам ]
    [ ‹ Назад ]
    ");
    assert_eq!(owed_to(&t, agency, Currency::Uzs).await, -5_000_000);
    admin.tap("➕ Комиссия пришла, UZS").await.unwrap();
    admin.say("50000").await;
    admin.say("ПП-7").await;
    assert!(
        admin.screen().contains("Этот документ уже записан"),
        "{}",
        admin.screen()
    );
    admin.say("ПП-8").await;
    assert_eq!(owed_to(&t, agency, Currency::Uzs).await, 0);
    assert_eq!(audited(&t, "agency.commission_received").await, 2);
    let audit = ledger::reads::audit(&t.app.db).await.unwrap();
    assert!(audit.is_clean(), "{audit:?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_that_gives_money_of_a_past_tour_back_owes_nothing_of_it() {
    let t = TestApp::start().await;
    let (agency, session) = partner::at_payme(&t).await;
    let anna = t.person("Анна", "ru").await;
    partner::paid_at_payme(&t, t.row(&anna).await.id, session).await;
    t.advance(TimeDelta::days(30));
    t.run(&Rounds).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let (me, mine) = (t.row(&admin).await.id, rights(&t, &admin).await);
    let paid = payment::Entity::find().one(&t.app.db).await.unwrap();
    let part = Money::new(60_000_000, Currency::Uzs);
    let ordered = refunds::order(
        &t.app,
        acting(me),
        &mine,
        paid.unwrap().id,
        Some(part),
        "Гид не пришёл",
    )
    .await
    .unwrap();
    t.run(&Refunds).await;
    refunds::by_hand(&t.app, acting(me), &mine, ordered[0], "payme-1")
        .await
        .unwrap();
    t.settle().await;
    // A tenth of the nine hundred thousand that stayed there.
    assert_eq!(owed_to(&t, agency, Currency::Uzs).await, -9_000_000);
    for account in [Account::RefundsPayable, Account::ClearingPayme] {
        let left = ledger::owed(&t.app.db, account, Currency::Uzs).await;
        assert_eq!(left.unwrap().minor(), 0, "{account:?}");
    }
    press(&admin, &AgencyMoneyCallback::Open(agency)).await;
    admin.tap("📄 Отчёты").await.unwrap();
    assert_snapshot!(admin.screen(), @"
    *Отчёт* · Шёлковый путь, Январь 2030

    На начало: 0 сум
    Завершённые туры (1): 1 350 000 сум
    Пришло в вашу кассу Payme (1): −1 500 000 сум
    Возвраты (1): −540 000 сум
    Вернули из вашей кассы Payme (1): 600 000 сум
    На конец: *−90 000 сум*

    [ ⬇️ XLSX · UZS ] [ ⬇️ CSV · UZS ]
    [ ‹ Назад ]
    ");
    let audit = ledger::reads::audit(&t.app.db).await.unwrap();
    assert!(audit.is_clean(), "{audit:?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_went_back_before_the_tour_is_not_at_the_agency_s_desk() {
    let t = TestApp::start().await;
    let (agency, session) = partner::at_payme(&t).await;
    let anna = t.person("Анна", "ru").await;
    partner::paid_at_payme(&t, t.row(&anna).await.id, session).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let (me, mine) = (t.row(&admin).await.id, rights(&t, &admin).await);
    let paid = payment::Entity::find().one(&t.app.db).await.unwrap();
    let part = Some(Money::new(60_000_000, Currency::Uzs));
    let id = paid.unwrap().id;
    let ordered = refunds::order(&t.app, acting(me), &mine, id, part, "Без обеда").await;
    t.advance(TimeDelta::days(30));
    t.run(&Rounds).await;
    // The commission of nine hundred thousand; six hundred thousand are still there to be given back.
    assert_eq!(owed_to(&t, agency, Currency::Uzs).await, -9_000_000);
    let there = async || {
        let desk = ledger::owed(&t.app.db, Account::ClearingPayme, Currency::Uzs).await;
        desk.unwrap().minor()
    };
    assert_eq!(there().await, -60_000_000);
    t.run(&Refunds).await;
    refunds::by_hand(&t.app, acting(me), &mine, ordered.unwrap()[0], "payme-1")
        .await
        .unwrap();
    assert_eq!(there().await, 0);
    assert_eq!(owed_to(&t, agency, Currency::Uzs).await, -9_000_000);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_hears_of_money_that_comes() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 6).await;
    let boss = manager(&t, agency.id, "Мария").await;
    let anna = t.person("Анна", "ru").await;
    let id = ask(&t, t.row(&anna).await.id, session.id, party(1, 0)).await;
    let id = id.unwrap().id;
    approve(&t, id).await;
    pay(&t, id).await;
    t.settle().await;
    assert!(
        boss.screen().contains("Бронь оплачена"),
        "{}",
        boss.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tour_whose_commission_a_bonus_covered_is_in_the_statement() {
    let t = TestApp::start().await;
    let (agency, session) = partner::at_payme(&t).await;
    let anna = t.person("Анна", "ru").await;
    // As much as the commission: what the agency took itself is all that it earned.
    give_bonus_in(&t, &anna, 15_000_000, Currency::Uzs).await;
    partner::paid_there(&t, t.row(&anna).await.id, session, true).await;
    t.advance(TimeDelta::days(30));
    t.run(&Rounds).await;
    t.settle().await;
    assert_eq!(owed_to(&t, agency, Currency::Uzs).await, 0);
    let boss = manager(&t, agency, "Мария").await;
    press(&boss, &AgencyMoneyCallback::Open(agency)).await;
    boss.tap("📄 Отчёты").await.unwrap();
    assert_snapshot!(boss.screen(), @"
    *Отчёт* · Шёлковый путь, Январь 2030

    На начало: 0 сум
    Завершённые туры (1): 1 350 000 сум
    Пришло в вашу кассу Payme (1): −1 350 000 сум
    На конец: *0 сум*

    [ ⬇️ XLSX · UZS ] [ ⬇️ CSV · UZS ]
    [ ‹ Назад ]
    ");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_lists_the_payments_of_the_own_agency_and_no_others() {
    let t = TestApp::start().await;
    let (agency, session) = partner::at_payme(&t).await;
    let anna = t.person("Анна", "ru").await;
    partner::paid_at_payme(&t, t.row(&anna).await.id, session).await;
    let boss = manager(&t, agency, "Мария").await;
    let other = super::selling(&t, "Горы и море").await.0;
    let stranger = manager(&t, other.id, "Пётр").await;
    let path = format!("/payments/transactions?agency_id={agency}");
    let seen = calls::call(&t, &TestApp::tma(&boss), "GET", &path).await;
    assert_eq!(seen.status, 200, "{seen:?}");
    let items = seen.json["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(
        (&items[0]["status"], &items[0]["provider"]),
        (&json!("paid"), &json!("payme"))
    );
    // What only staff may know is not told.
    assert!(items[0].get("provider_id").is_none(), "{seen:?}");
    let refused = calls::call(&t, &TestApp::tma(&stranger), "GET", &path).await;
    assert_eq!(refused.status, 403, "{refused:?}");
    let path = format!("/payments/transactions?agency_id={}", other.id);
    let none = calls::call(&t, &TestApp::tma(&stranger), "GET", &path).await;
    assert_eq!(none.json["items"], json!([]), "{none:?}");
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_takes_another_agency_s_money_nor_the_same_twice() {
    let t = TestApp::start().await;
    let agency = earned(&t).await;
    let other = super::selling(&t, "Горы и море").await.0;
    let (boss, stranger) = (
        manager(&t, agency, "Мария").await,
        manager(&t, other.id, "Пётр").await,
    );
    let asked = |minor| payouts::AgencyAsked {
        agency,
        money: Money::new(minor, Currency::Rub),
        account: BankDetails::parse(DETAILS).unwrap(),
    };
    let (me, mine) = (t.row(&boss).await.id, rights(&t, &boss).await);
    let (them, theirs) = (t.row(&stranger).await.id, rights(&t, &stranger).await);
    let refused = payouts::ask_for_agency(&t.app, acting(them), &theirs, asked(135_000)).await;
    assert!(matches!(refused, Err(PayError::NotAllowed)), "{refused:?}");
    let too_much = payouts::ask_for_agency(&t.app, acting(me), &mine, asked(135_001)).await;
    assert!(too_much.is_err(), "{too_much:?}");
    let little = payouts::ask_for_agency(&t.app, acting(me), &mine, asked(49_999)).await;
    assert!(matches!(little, Err(PayError::BadAmount)), "{little:?}");
    let (one, two) = tokio::join!(
        payouts::ask_for_agency(&t.app, acting(me), &mine, asked(60_000)),
        payouts::ask_for_agency(&t.app, acting(me), &mine, asked(60_000)),
    );
    assert_eq!([&one, &two].iter().filter(|done| done.is_ok()).count(), 1);
    let open = one.or(two).unwrap();
    let back = payouts::withdraw(&t.app, acting(them), &theirs, open.id).await;
    assert!(matches!(back, Err(PayError::NotFound)), "{back:?}");
    press(&stranger, &AgencyMoneyCallback::TakeBack(agency, open.id)).await;
    press(&stranger, &AgencyMoneyCallback::Open(agency)).await;
    assert!(
        !stranger.screen().contains("1\u{a0}350"),
        "{}",
        stranger.screen()
    );
    assert_eq!(owed_to(&t, agency, Currency::Rub).await, 75_000);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_goes_from_one_balance_to_the_next() {
    let t = TestApp::start().await;
    let agency = earned(&t).await;
    let boss = manager(&t, agency, "Мария").await;
    let stranger = t.person("Гость", "ru").await;
    boss.say("/menu").await;
    boss.tap("🏢").await.unwrap();
    boss.tap("💰 Деньги").await.unwrap();
    boss.tap("💸 Вывести").await.unwrap();
    boss.say(DETAILS).await;
    boss.tap("📄 Отчёты").await.unwrap();
    assert_snapshot!(boss.screen(), @r"
    *Отчёт* · Шёлковый путь, Январь 2030

    На начало: 0 ₽
    Завершённые туры (1): 1 350 ₽
    Заявки на выплату (1): −1 350 ₽
    На конец: *0 ₽*

    [ ⬇️ XLSX · RUB ] [ ⬇️ CSV · RUB ]
    [ ‹ Назад ]
    ");
    boss.tap("XLSX").await.unwrap();
    let sheet = boss.transcript().join("\n");
    assert!(sheet.contains("2030-01-rub.xlsx"), "{sheet}");
    // The next month begins where this one ended: nobody paid yet, and the request is called off then.
    t.advance(TimeDelta::days(20));
    boss.say("/menu").await;
    boss.tap("🏢").await.unwrap();
    boss.tap("💰 Деньги").await.unwrap();
    boss.tap("↩️ Отозвать заявку").await.unwrap();
    boss.tap("📄 Отчёты").await.unwrap();
    assert_snapshot!(boss.screen(), @r"
    *Отчёт* · Шёлковый путь, Февраль 2030

    На начало: 0 ₽
    Отменённые выплаты (1): 1 350 ₽
    На конец: *1 350 ₽*

    [ ⬇️ XLSX · RUB ] [ ⬇️ CSV · RUB ]
    [ ‹ Январь 2030 ]
    [ ‹ Назад ]
    ");
    boss.tap("‹ Январь").await.unwrap();
    assert!(boss.screen().contains("Январь 2030"), "{}", boss.screen());
    // Every month's lines, in each currency, lead from its opening to its closing, and the last one is the
    // ledger's own balance.
    let rights = rights(&t, &boss).await;
    let mut before = Money::zero(Currency::Rub);
    for month in ["2030-01-01", "2030-02-01"] {
        let statement = statements::of(&t.app, &rights, agency, month.parse().unwrap())
            .await
            .unwrap();
        let [part] = statement.parts.as_slice() else {
            panic!("{statement:?}");
        };
        assert_eq!(part.opening, before, "{month}");
        let moved: i64 = part.lines.iter().map(|line| line.amount.minor()).sum();
        assert_eq!(
            part.opening.minor() + moved,
            part.closing.minor(),
            "{month}"
        );
        before = part.closing;
    }
    assert_eq!(before.minor(), owed_to(&t, agency, Currency::Rub).await);
    // Over HTTP the same, for whoever may see it.
    let path = format!("/payments/statements?agency={agency}&month=2030-01");
    let seen = calls::call(&t, &TestApp::tma(&boss), "GET", &path).await;
    assert_eq!(seen.status, 200, "{seen:?}");
    let part = &seen.json["parts"][0];
    assert_eq!(part["closing"]["amount_minor"], 0, "{seen:?}");
    assert_eq!(part["lines"][0]["what"], "earned", "{seen:?}");
    assert_eq!(part["lines"][0]["commission"]["amount_minor"], 15_000);
    let odd = format!("/payments/statements?agency={agency}&month=2030-13");
    let odd = calls::call(&t, &TestApp::tma(&boss), "GET", &odd).await;
    assert_eq!(
        (odd.status, odd.field("month").is_empty()),
        (422, false),
        "{odd:?}"
    );
    let theirs = calls::call(&t, &TestApp::tma(&stranger), "GET", &path).await;
    assert_eq!(theirs.status, 403);
    let (_, other) = (
        0,
        manager(&t, super::selling(&t, "Караван").await.0.id, "Чужой").await,
    );
    let theirs = calls::call(&t, &TestApp::tma(&other), "GET", &path).await;
    assert_eq!(theirs.status, 404);
    t.finish().await;
}
