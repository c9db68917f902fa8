//! The catalogue: parts of it as travellers page through them, over one process' own pool.

use std::{path::Path, process::ExitCode};

use clap::Args;
use sputnik::{
    app::App,
    clock::Clock,
    config::{Config, Needs},
    db,
    features::tours::reads::{self, Filter},
    kernel::{
        ids::{TourId, UserId},
        money::{Currency, Money},
        permission::Rights,
    },
};

use crate::{rows, timing::Timing};

/// Rows of a page, as in the bot.
const PAGE: u64 = 8;

#[derive(Debug, Args)]
pub(crate) struct Stock {
    /// An empty database with the schema.
    #[arg(long)]
    database: String,
    /// How many tours.
    #[arg(long)]
    tours: i64,
}

pub(crate) async fn stock(options: &Stock) -> anyhow::Result<()> {
    let db = db::connect(&options.database, 4).await?;
    let now = Clock::system().now();
    rows::people(&db, now, 1).await?;
    rows::tours(&db, now, options.tours).await?;
    // Three sessions a tour.
    let sessions = 1..=3 * options.tours;
    rows::sessions(&db, now, sessions, (20, 3), |id| 1 + id % options.tours).await
}

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// A database with a catalogue.
    #[arg(long)]
    database: String,
    /// How often each part is asked for.
    #[arg(long, default_value_t = 300)]
    rounds: usize,
    /// The median that no part may reach, in milliseconds.
    #[arg(long, default_value_t = 10)]
    limit_ms: u64,
}

/// One part of the catalogue.
enum Part {
    Page(Filter, u32),
    Slice(Filter, Option<TourId>),
    Card(TourId),
    Categories,
    Cities,
    Months,
}

fn parts() -> Vec<(&'static str, Part)> {
    let all = Filter::default;
    let category = Filter {
        categories: vec!["silk_road".to_owned()],
        ..all()
    };
    let city = Filter {
        city: Some("khiva".to_owned()),
        ..all()
    };
    let price = Filter {
        price: Some(Money::new(rows::PRICE, Currency::Rub)),
        ..all()
    };
    let said = |words: &str| Filter {
        words: Some(words.to_owned()),
        ..Filter::default()
    };
    vec![
        ("all, first page", Part::Page(all(), 0)),
        ("all, page in the middle", Part::Page(all(), 600)),
        ("one category", Part::Page(category, 0)),
        ("one city", Part::Page(city, 0)),
        ("up to a price", Part::Page(price, 0)),
        ("words, common", Part::Slice(said("городе"), None)),
        ("words, rare", Part::Slice(said("9971"), None)),
        ("words, none", Part::Slice(said("антарктида"), None)),
        ("slice below a tour", Part::Slice(all(), Some(TourId(5000)))),
        ("a tour", Part::Card(TourId(77))),
        ("categories with counts", Part::Categories),
        ("cities", Part::Cities),
        ("months", Part::Months),
    ]
}

impl Part {
    /// Asks as the screens do; how many rows came.
    async fn ask(&self, app: &App) -> anyhow::Result<usize> {
        Ok(match self {
            Self::Page(filter, number) => {
                reads::page(app, filter, *number, PAGE).await?.items.len()
            }
            Self::Slice(filter, before) => reads::list(app, filter, *before, PAGE).await?.len(),
            Self::Card(id) => {
                let nobody = Rights::new([]);
                let card = reads::card(app, Some(UserId(1)), &nobody, *id).await?;
                card.sessions.len()
            }
            Self::Categories => reads::categories(app).await?.len(),
            Self::Cities => reads::cities(app).await?.len(),
            Self::Months => reads::months(app).await?.len(),
        })
    }
}

pub(crate) async fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let config = Config::load(Path::new("/dev/null"), [], Needs::Nothing)
        .map_err(|faults| anyhow::anyhow!("{faults}"))?
        .config;
    let db = db::connect(&options.database, 10).await?;
    let app = App::with_database(config, Clock::system(), db)?;
    let mut timing = Timing::begin(&["part"], options.rounds, options.limit_ms);
    for (name, part) in parts() {
        timing.part(&[name], async || part.ask(&app).await).await?;
    }
    Ok(timing.end())
}
