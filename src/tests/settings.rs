//! The configuration: what is wrong is said at once, with its key and the way to mend it.

use std::{collections::BTreeSet, fs, path::Path};

use insta::assert_snapshot;
use secrecy::ExposeSecret;
use sputnik::config::{Config, Faults, IpFilter, Loaded, Mode, Needs};

fn load(file: &str, variables: &[(&str, &str)]) -> Result<Loaded, Faults> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    fs::write(&path, file).unwrap();
    let variables = variables
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    Config::load(&path, variables, Needs::Bot)
}

const TOKEN: (&str, &str) = (
    "SPUTNIK__BOT__TOKEN",
    "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0",
);

const KEY: (&str, &str) = (
    "SPUTNIK__SECURITY__ENCRYPTION_KEY",
    "c2l4dGVlbiBieXRlcyBhbmQgc2l4dGVlbiBtb3JlLi4=",
);

#[test]
fn the_embedded_defaults_are_whole() {
    let loaded = load("", &[TOKEN, KEY]).unwrap();
    assert_eq!(loaded.config.bot.mode, Mode::Polling);
    assert_eq!(
        loaded.config.database.url.expose_secret(),
        "sqlite://data/sputnik.db"
    );
    assert_eq!(loaded.config.bot.dialogue_ttl_hours, 72);
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
    let file = "[brand]\nname = \"Луна\"\n[jobs]\nsender_per_second = 7\n[bot]\nowners = [1]\n";
    let variables = [
        TOKEN,
        KEY,
        ("SPUTNIK__BRAND__NAME", "Марс"),
        ("SPUTNIK__BOT__OWNERS", "77, 78"),
        ("SPUTNIK__MODULES__TOURS", "false"),
        ("SPUTNIK__HTTP__TRUSTED_PROXIES", "10.0.0.0/8"),
        ("PATH", "/bin"),
    ];
    let config = load(file, &variables).unwrap().config;
    assert_eq!(config.brand.name, "Марс");
    assert_eq!(config.jobs.sender_per_second, 7);
    assert_eq!(config.bot.owners.len(), 2);
    assert!(!config.modules.tours && config.modules.study);
    assert_eq!(config.http.trusted_proxies.len(), 1);
}

#[test]
fn every_fault_is_told_at_once_with_the_way_to_mend_it() {
    let file = "[bot]\ntoken = \"123:abc\"\nmode = \"push\"\n[http]\nlisten = 8080\nlistn = \"x\"\n\
                [database]\nurl = \"postgres://a:secret@db/x\"\nmax_connections = \"ten\"\n\
                [locale]\ntime_zone = \"Mars/Olympus\"\n[brand]\nsite = \"sputnik\"\n";
    let variables = [
        KEY,
        ("SPUTNIK__JOBS__HEARTBEAT_SECONDS", "soon"),
        ("SPUTNIK__REDIS__URL", "localhost"),
    ];
    let faults = load(file, &variables).unwrap_err().to_string();
    assert!(
        !faults.contains("secret@") && !faults.contains("123:abc"),
        "{faults}"
    );
    assert_snapshot!(faults, @r#"
    the configuration has 10 faults:
      bot.token is a secret and stands in the configuration file
          → move it to SPUTNIK__BOT__TOKEN or bot.token_file
      http.listen has the type integer, not string
          → write it like the default: "127.0.0.1:8080"
      http.listn is not a setting
          → did you mean http.listen?
      database.url is a secret and stands in the configuration file
          → move it to SPUTNIK__DATABASE__URL or database.url_file
      database.max_connections has the type string, not integer
          → write it like the default: 10
      jobs.heartbeat_seconds is not a whole number
          → mend SPUTNIK__JOBS__HEARTBEAT_SECONDS
      bot.mode is neither polling nor webhook
          → choose one of the two
      redis.url is not a redis:// address
          → for example redis://127.0.0.1:6379/0, or leave it empty
      brand.site is not an http address
          → write it in full, with https://, or leave it empty
      locale.time_zone is not an IANA time zone
          → for example Asia/Tashkent or Europe/Moscow
    "#);
}

#[test]
fn a_webhook_wants_an_address_and_a_secret() {
    let faults = load(
        "",
        &[
            TOKEN,
            KEY,
            ("SPUTNIK__BOT__MODE", "webhook"),
            ("SPUTNIK__BOT__WEBHOOK_SECRET", "тайна"),
        ],
    )
    .unwrap_err()
    .to_string();
    assert_snapshot!(faults, @r"
    the configuration has 2 faults:
      http.public_url is empty, and bot.mode is webhook
          → set the https address under which Telegram reaches this server
      bot.webhook_secret is missing or has other characters than A-Z a-z 0-9 _ -
          → set SPUTNIK__BOT__WEBHOOK_SECRET to 16 to 256 random characters
    ");
}

#[test]
fn lines_of_work_that_keep_secrets_want_a_key() {
    let told = |variables: &[(&str, &str)]| load("", variables).unwrap_err().to_string();
    assert_snapshot!(told(&[TOKEN]), @r"
    the configuration has 1 fault:
      security.encryption_key is missing, and modules.study or modules.tours is on
          → make one with `openssl rand -base64 32`, set SPUTNIK__SECURITY__ENCRYPTION_KEY or security.encryption_key_file, and keep a copy: what it encrypted is lost without it
    ");
    let wrong = told(&[TOKEN, (KEY.0, "correct horse battery staple")]);
    assert!(!wrong.contains("battery"), "{wrong}");
    assert_snapshot!(wrong, @r"
    the configuration has 1 fault:
      security.encryption_key is not 32 bytes in base64 or hex
          → make one with `openssl rand -base64 32`; when data is encrypted already, bring the old one back
    ");
    // One of them is enough; without them there is nothing to encrypt.
    let study = ("SPUTNIK__MODULES__STUDY", "false");
    let tours = ("SPUTNIK__MODULES__TOURS", "false");
    assert!(load("", &[TOKEN, study]).is_err());
    assert!(load("", &[TOKEN, tours]).is_err());
    assert!(load("", &[TOKEN, study, tours]).is_ok());
    // Nor does a command that starts no bot need one.
    assert!(Config::load(Path::new("/dev/null"), [], Needs::Nothing).is_ok());
    // A key of the file is refused like every secret.
    let file = "[security]\nencryption_key = \"c2VjcmV0\"\n";
    let refused = load(file, &[TOKEN, KEY]).unwrap_err().to_string();
    assert!(
        refused.contains("security.encryption_key is a secret") && !refused.contains("c2VjcmV0"),
        "{refused}"
    );
}

#[test]
fn a_shop_has_an_id_and_a_key_or_neither() {
    let faults = load(
        "[yookassa]\nsecret_key = \"live_abc\"\nip_filter = \"maybe\"\nreceipts = true\n\
         receipt_vat_code = 13\nreceipt_mode = \"later\"\n",
        &[
            TOKEN,
            KEY,
            ("SPUTNIK__YOOKASSA__SHOP_ID", "100500"),
            ("SPUTNIK__YOOKASSA__PAYOUT_SECRET_KEY", "live_def"),
        ],
    )
    .unwrap_err()
    .to_string();
    assert_snapshot!(faults, @r"
    the configuration has 6 faults:
      yookassa.secret_key is a secret and stands in the configuration file
          → move it to SPUTNIK__YOOKASSA__SECRET_KEY or yookassa.secret_key_file
      yookassa.ip_filter is neither off, log nor enforce
          → choose one of the three
      yookassa.receipt_mode is not a word that YooKassa knows
          → choose one of full_prepayment, partial_prepayment, advance, full_payment, partial_payment, credit, credit_payment
      yookassa.payout_agent_id is empty, and yookassa.payout_secret_key is set
          → copy it from YooKassa's cabinet, or leave both out
      yookassa.receipt_email is not an e-mail address, and yookassa.receipts is on
          → name the mailbox for receipts of people without one of their own
      yookassa.receipt_vat_code is not a code of VAT
          → choose 1 to 12 as the comment in config.toml says
    ");
    let whole = [
        TOKEN,
        KEY,
        ("SPUTNIK__YOOKASSA__SHOP_ID", "100500"),
        ("SPUTNIK__YOOKASSA__SECRET_KEY", "live_abc"),
        ("SPUTNIK__YOOKASSA__RECEIPTS", "true"),
        ("SPUTNIK__YOOKASSA__RECEIPT_EMAIL", "till@company.ru"),
    ];
    let loaded = load("", &whole).unwrap();
    assert!(loaded.config.yookassa.is_configured() && !loaded.config.yookassa.has_payouts());
    assert_eq!(loaded.config.yookassa.ip_filter, IpFilter::Log);
    let printed = format!("{:?} {:?}", loaded.redacted, loaded.config);
    assert!(!printed.contains("live_abc"), "{printed}");
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let faults = load("[bot]\nmode = polling\n", &[TOKEN, KEY]).unwrap_err();
    assert_eq!(faults.0.len(), 1);
    assert!(faults.0[0].problem.contains("line 2"), "{faults}");
}

#[test]
fn secrets_come_from_files_too_and_are_never_printed() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("token");
    fs::write(&secret, format!("{}\n", TOKEN.1)).unwrap();
    let database = folder.path().join("database");
    fs::write(&database, "postgres://sputnik:hunter2@db/sputnik").unwrap();
    let key = folder.path().join("key");
    fs::write(&key, format!("{}\n", KEY.1)).unwrap();
    let variables = [
        ("SPUTNIK__BOT__TOKEN_FILE", secret.to_str().unwrap()),
        ("SPUTNIK__DATABASE__URL_FILE", database.to_str().unwrap()),
        ("SPUTNIK__REDIS__URL", "redis://:hunter3@cache/0"),
        (
            "SPUTNIK__SECURITY__ENCRYPTION_KEY_FILE",
            key.to_str().unwrap(),
        ),
    ];
    let loaded = load("", &variables).unwrap();
    assert_eq!(loaded.config.bot.token.expose_secret(), TOKEN.1);
    assert!(loaded.config.security.key().is_some());
    let printed = format!("{:?} {:?}", loaded.redacted, loaded.config);
    for word in ["AAHdqTcvCH1v", "hunter2", "hunter3", "c2l4dGVlbiBieXRlcy"] {
        assert!(!printed.contains(word), "{word} is printed");
    }
    let missing = load("", &[("SPUTNIK__BOT__TOKEN_FILE", "/nowhere/token")]).unwrap_err();
    assert_eq!(missing.0[0].key, "bot.token_file");
}

/// What the image, the compose file and the sample of the environment set must exist.
#[test]
fn deployment_files_name_only_settings_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = BTreeSet::new();
    for file in [
        "Dockerfile",
        "docker-compose.yml",
        ".env.sample",
        "README.md",
        ".github/workflows/ci.yml",
    ] {
        let text = fs::read_to_string(root.join(file)).unwrap();
        for (at, _) in text.match_indices("SPUTNIK__") {
            let name: String = text[at..]
                .chars()
                .take_while(|letter| {
                    letter.is_ascii_uppercase() || letter.is_ascii_digit() || *letter == '_'
                })
                .collect();
            names.insert(name.trim_end_matches('_').to_owned());
        }
    }
    names.retain(|name| name.matches("__").count() == 2 && name != "SPUTNIK__SECTION__KEY");
    assert!(names.len() > 5, "{names:?}");
    for name in names {
        let variables = [TOKEN, (name.as_str(), "?")];
        let unknown = load("", &variables).err().is_some_and(|faults| {
            faults
                .0
                .iter()
                .any(|fault| fault.problem == "is not a setting")
        });
        assert!(!unknown, "{name} is not a setting");
    }
}
