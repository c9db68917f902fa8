//! Statistics in the bot.

use teloxide::types::InputFile;

use super::{
    callbacks::StatisticsCallback,
    files,
    orders::{self, Period, StatisticsError},
    screens,
};
use crate::{
    bot::{fault::Fault, tap::Tap},
    features::ctx::Ctx,
};

/// A tap on a button of the statistics.
pub async fn tapped(cx: Ctx, tap: Tap, callback: StatisticsCallback) -> Result<(), Fault> {
    match callback {
        StatisticsCallback::Page(period) => {
            let figures = orders::figures(cx.app(), &cx.rights, period)
                .await
                .map_err(fault)?;
            cx.show(Some(&tap), &screens::page(&cx, &figures)).await
        }
        StatisticsCallback::Chart(period) => chart(&cx, &tap, period).await,
        StatisticsCallback::Csv(period) => file(&cx, &tap, period, Format::Csv).await,
        StatisticsCallback::Xlsx(period) => file(&cx, &tap, period, Format::Xlsx).await,
    }
}

async fn chart(cx: &Ctx, tap: &Tap, period: Period) -> Result<(), Fault> {
    let figures = orders::figures(cx.app(), &cx.rights, period)
        .await
        .map_err(fault)?;
    let (tr, zone) = (cx.tr.clone(), cx.app().config.locale.time_zone);
    let png = working(move || files::picture(&tr, zone, &figures)).await?;
    let picture = InputFile::memory(png).file_name("orders.png");
    cx.send(&screens::picture(cx, period, picture)).await?;
    tap.finish().await;
    Ok(())
}

/// Kinds of files.
#[derive(Clone, Copy)]
enum Format {
    Csv,
    Xlsx,
}

async fn file(cx: &Ctx, tap: &Tap, period: Period, format: Format) -> Result<(), Fault> {
    let rows = orders::rows(cx.app(), &cx.rights, period)
        .await
        .map_err(fault)?;
    let count = rows.len();
    let (tr, zone) = (cx.tr.clone(), cx.app().config.locale.time_zone);
    let library = cx.site.library.clone();
    let bytes = working(move || {
        let table = files::table(&tr, zone, &library.study, &rows)?;
        match format {
            Format::Csv => table.csv(tr.lang()),
            Format::Xlsx => table.xlsx(),
        }
    })
    .await?;
    let ending = match format {
        Format::Csv => "csv",
        Format::Xlsx => "xlsx",
    };
    let document = InputFile::memory(bytes).file_name(format!("orders-{}.{ending}", period.word()));
    cx.send(&screens::document(cx, period, count, document))
        .await?;
    tap.finish().await;
    Ok(())
}

/// Does the work of a picture or a file beside the tasks of others.
async fn working<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, Fault>
where
    T: Send + 'static,
    E: std::error::Error + Send + Sync + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(Fault::Broken(error.into())),
        Err(error) => Err(Fault::Broken(error.into())),
    }
}

fn fault(error: StatisticsError) -> Fault {
    match error {
        StatisticsError::NotAllowed => Fault::refused("common-not-allowed"),
        StatisticsError::Database(error) => error.into(),
    }
}
