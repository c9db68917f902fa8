//! The integration tests: the real application over the wire, and people who act by what they see.
//!
//! `SPUTNIK_TEST_DATABASE=postgres` with `SPUTNIK_TEST_POSTGRES_URL` runs everything on Postgres, and
//! `SPUTNIK_TEST_REDIS_URL` puts dialogues and locks into Redis. Without them: SQLite alone.
#![cfg(test)]
#![expect(
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test ends at the first surprise, and runs tasks of its own"
)]

mod support;

mod accounts;
mod api;
mod architecture;
mod backups;
mod bad_input;
mod bookings;
mod browser;
mod calls;
mod circle;
mod contacts;
mod demo;
mod desk;
mod desk_money;
mod disputes;
mod double_taps;
mod executors;
mod faq;
mod hours;
mod intake;
mod kills;
mod leases;
mod live;
mod logs;
mod odd_names;
mod odd_words;
mod orders;
mod outages;
mod outbox;
mod payme;
mod payme_orders;
mod payments;
mod plans;
mod privacy;
mod races;
mod referrals;
mod repeats;
mod reviews;
mod routing;
mod schema;
mod screens;
mod settings;
mod shell;
mod staff;
mod start_and_stop;
mod statistics;
mod study;
mod study_rows;
mod telegram_trouble;
mod texts;
mod threads;
mod tokens;
mod tours;
mod trips;
mod turns;
mod undelivered;
mod upkeep;
mod wire;
mod withdrawals;
mod yookassa_client;
