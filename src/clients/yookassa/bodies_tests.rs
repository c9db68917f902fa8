use super::*;

const fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::Rub)
}

fn payment<'p>(receipt: Option<&'p Receipt>, notes: &'p [(&'p str, String)]) -> NewPayment<'p> {
    NewPayment {
        amount: rub(150_000),
        description: "Заказ 17: курсовая, «Механика»",
        return_url: "https://sputnik.test/pay/return/Zk3v9",
        lang: Lang::Ru,
        metadata: notes,
        receipt,
    }
}

fn service(description: &str, quantity: u32, minor: i64) -> Item {
    Item {
        description: description.to_owned(),
        quantity,
        amount: rub(minor),
        vat_code: 1,
        payment_subject: "service".to_owned(),
        payment_mode: "full_prepayment".to_owned(),
    }
}

fn two_seats() -> Receipt {
    Receipt {
        email: Some("buyer@example.com".to_owned()),
        phone: Some("+7 900 000-00-00".to_owned()),
        items: vec![service("Час с поддержкой", 2, 75_000)],
        tax_system_code: Some(2),
    }
}

#[test]
fn a_payment_is_written_as_the_protocol_wants_it() {
    let notes = [("payment_id", "17".to_owned())];
    insta::assert_snapshot!(payment(None, &notes).body().unwrap(), @r#"{"amount":{"value":"1500.00","currency":"RUB"},"capture":true,"confirmation":{"type":"redirect","return_url":"https://sputnik.test/pay/return/Zk3v9","locale":"ru_RU"},"description":"Заказ 17: курсовая, «Механика»","metadata":{"payment_id":"17"}}"#);
}

#[test]
fn the_same_payment_is_always_the_same_text() {
    let receipt = two_seats();
    let notes = [("payment_id", "17".to_owned()), ("a", "b".to_owned())];
    let once = payment(Some(&receipt), &notes).body().unwrap();
    assert_eq!(once, payment(Some(&receipt), &notes).body().unwrap());
}

#[test]
fn a_receipt_goes_with_the_payment() {
    let receipt = two_seats();
    let mut payment = payment(Some(&receipt), &[]);
    payment.lang = Lang::En;
    insta::assert_snapshot!(payment.body().unwrap(), @r#"{"amount":{"value":"1500.00","currency":"RUB"},"capture":true,"confirmation":{"type":"redirect","return_url":"https://sputnik.test/pay/return/Zk3v9","locale":"en_US"},"description":"Заказ 17: курсовая, «Механика»","receipt":{"customer":{"email":"buyer@example.com","phone":"79000000000"},"items":[{"description":"Час с поддержкой","quantity":2,"amount":{"value":"750.00","currency":"RUB"},"vat_code":1,"measure":"piece","payment_subject":"service","payment_mode":"full_prepayment"}],"tax_system_code":2}}"#);
}

#[test]
fn a_native_invoice_takes_the_receipt_without_its_reader() {
    let receipt = Receipt {
        tax_system_code: None,
        ..two_seats()
    };
    insta::assert_snapshot!(receipt.provider_data(rub(150_000)).unwrap(), @r#"{"receipt":{"items":[{"description":"Час с поддержкой","quantity":2,"amount":{"value":"750.00","currency":"RUB"},"vat_code":1,"measure":"piece","payment_subject":"service","payment_mode":"full_prepayment"}]}}"#);
}

#[test]
fn a_refund_names_its_payment() {
    let refund = NewRefund {
        payment_id: "2f8a1c44-000f-5000-8000-1a2b3c4d5e6f",
        amount: rub(949_550),
        description: "Отмена",
        metadata: &[("refund_id", "3".to_owned())],
        receipt: None,
    };
    insta::assert_snapshot!(refund.body().unwrap(), @r#"{"payment_id":"2f8a1c44-000f-5000-8000-1a2b3c4d5e6f","amount":{"value":"9495.50","currency":"RUB"},"description":"Отмена","metadata":{"refund_id":"3"}}"#);
}

#[test]
fn a_payout_names_where_it_goes_and_does_not_print_it() {
    let body = |to: &Destination| {
        let payout = NewPayout {
            amount: rub(450_000),
            description: "Выплата 7",
            to,
            metadata: &[],
        };
        let body = payout.body().unwrap();
        let printed = format!("{body:?} {to:?}");
        assert!(!printed.contains("2200000000000004"), "{printed}");
        body.expose_secret().to_owned()
    };
    let card = Destination::Card("2200000000000004".into());
    insta::assert_snapshot!(body(&card), @r#"{"amount":{"value":"4500.00","currency":"RUB"},"payout_destination_data":{"type":"bank_card","card":{"number":"2200000000000004"}},"description":"Выплата 7"}"#);
    let token = Destination::Token("pt-1".into());
    insta::assert_snapshot!(body(&token), @r#"{"amount":{"value":"4500.00","currency":"RUB"},"payout_token":"pt-1","description":"Выплата 7"}"#);
    let phone = Destination::Phone {
        phone: "79000000000".into(),
        bank_id: "100000000111".to_owned(),
    };
    insta::assert_snapshot!(body(&phone), @r#"{"amount":{"value":"4500.00","currency":"RUB"},"payout_destination_data":{"type":"sbp","phone":"79000000000","bank_id":"100000000111"},"description":"Выплата 7"}"#);
    let wallet = Destination::Wallet("41001614575714".into());
    insta::assert_snapshot!(body(&wallet), @r#"{"amount":{"value":"4500.00","currency":"RUB"},"payout_destination_data":{"type":"yoo_money","account_number":"41001614575714"},"description":"Выплата 7"}"#);
}

#[test]
fn what_yookassa_would_refuse_is_not_written() {
    let mut nothing = payment(None, &[]);
    nothing.amount = rub(0);
    assert_eq!(nothing.body(), Err(BodyError::Amount));
    nothing.amount = Money::new(100, Currency::Uzs);
    assert_eq!(nothing.body(), Err(BodyError::Currency));
    let mut nowhere = payment(None, &[]);
    nowhere.return_url = "";
    assert_eq!(nowhere.body(), Err(BodyError::ReturnUrl));
    let long = "x".repeat(2049);
    nowhere.return_url = &long;
    assert_eq!(nowhere.body(), Err(BodyError::ReturnUrl));

    let sixteen: Vec<_> = (0..16).map(|n| ("k", n.to_string())).collect();
    assert!(payment(None, &sixteen).body().is_ok());
    let seventeen: Vec<_> = (0..17).map(|n| ("k", n.to_string())).collect();
    let long_key = "k".repeat(33);
    let bad = [
        seventeen,
        vec![(long_key.as_str(), String::new())],
        vec![("", String::new())],
        vec![("k", "v".repeat(513))],
    ];
    for notes in bad {
        assert_eq!(payment(None, &notes).body(), Err(BodyError::Metadata));
    }
}

#[test]
fn a_receipt_that_does_not_add_up_is_not_written() {
    let mut short = two_seats();
    short.items = vec![service("Час", 2, 74_999)];
    let mut empty = two_seats();
    empty.items.clear();
    let mut long = two_seats();
    long.items = vec![service("Час", 1, 1); 81];
    let mut mixed = two_seats();
    mixed.items = vec![Item {
        amount: Money::new(150_000, Currency::Uzs),
        ..service("Час", 1, 1)
    }];
    let mut endless = two_seats();
    endless.items = vec![service("Час", u32::MAX, i64::MAX)];
    for receipt in [short, empty, long, mixed, endless] {
        assert_eq!(payment(Some(&receipt), &[]).body(), Err(BodyError::Receipt));
    }
}

#[test]
fn descriptions_are_cut_at_a_letter() {
    assert_eq!(shortened("  Заказ 17 ", 128), "Заказ 17");
    let long = "ё".repeat(200);
    let cut = shortened(&long, 128);
    assert_eq!(cut.chars().count(), 128);
    assert!(cut.ends_with("ё…"));
}
