//! Every screen in three languages, with sample data: to be read by people, and checked for what Telegram
//! and a phone's width allow.

mod album;
mod staff;

use std::{collections::BTreeSet, fs, path::Path};

use insta::assert_snapshot;
use sputnik::{
    bot::screen::{CAPTION_LIMIT, Screen, TEXT_LIMIT},
    kernel::{ids::TgId, lang::Lang},
};

use self::album::{Album, FEATURES};
use crate::support::TestApp;

/// What fits a row on a narrow phone, by the number of its buttons; longer labels are cut there.
const ROOM: [usize; 5] = [0, 64, 19, 14, 8];

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_reads_well_in_three_languages() {
    let t = TestApp::start().await;
    let mut found = Vec::new();
    for lang in Lang::ALL {
        let album = Album::of(&t, lang).await;
        for feature in FEATURES {
            let pages: Vec<_> = album
                .screens
                .iter()
                .filter(|(name, _, _)| name.starts_with(&format!("{feature}::")))
                .map(|(name, case, screen)| {
                    let case = if case.is_empty() {
                        ""
                    } else {
                        &format!(" ({case})")
                    };
                    format!("=== {name}{case}\n{}", screen.drawn().trim_end())
                })
                .collect();
            assert_snapshot!(format!("{feature}.{}", lang.code()), pages.join("\n\n"));
        }
        for (name, case, screen) in &album.screens {
            let place = format!("{name} {case} {}", lang.code());
            found.extend(flaws(&place, screen));
            // The sandbox refuses what Telegram refuses: markup, limits, callback data.
            screen
                .send(&t.app.tg, TgId(album.chat))
                .await
                .unwrap_or_else(|error| panic!("{place}: {error}"));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    t.finish().await;
}

/// What does not fit.
fn flaws(place: &str, screen: &Screen) -> Vec<String> {
    let mut flaws = Vec::new();
    let limit = if screen.media.is_some() {
        CAPTION_LIMIT
    } else {
        TEXT_LIMIT
    };
    let length = screen.html.visible_len();
    if !(1..=limit).contains(&length) {
        flaws.push(format!("{place}: {length} characters"));
    }
    if screen.html.as_str().contains(['{', '}']) {
        flaws.push(format!("{place}: an argument is left open"));
    }
    for row in screen.keyboard.markup().inline_keyboard {
        let room = ROOM.get(row.len()).copied().unwrap_or_default();
        for label in row.iter().map(|button| &button.text) {
            let length = label.chars().count();
            if !(1..=room).contains(&length) {
                let count = row.len();
                flaws.push(format!("{place}: {label} in a row of {count}: {length}"));
            }
        }
    }
    flaws
}

/// `users::profile` for every function of a `screens` file, or of the menu, that makes a screen.
#[tokio::test(flavor = "multi_thread")]
async fn no_screen_is_left_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/features");
    let mut written = BTreeSet::new();
    for feature in FEATURES {
        let folder = root.join(feature);
        let mut files = vec![
            root.join(format!("{feature}.rs")),
            folder.join("screens.rs"),
        ];
        if let Ok(entries) = fs::read_dir(folder.join("screens")) {
            files.extend(entries.map(|entry| entry.unwrap().path()));
        }
        for text in files
            .iter()
            .filter_map(|path| fs::read_to_string(path).ok())
        {
            for function in text.split("\npub fn ").skip(1) {
                let head = function.split('{').next().unwrap();
                if head.contains("-> Screen") {
                    let name = head.split('(').next().unwrap();
                    written.insert(format!("{feature}::{name}"));
                }
            }
        }
    }
    let t = TestApp::start().await;
    let album = Album::of(&t, Lang::En).await;
    let shown: BTreeSet<_> = album
        .screens
        .iter()
        .map(|(name, _, _)| name.clone())
        .filter(|name| !name.contains("notice of"))
        .collect();
    assert_eq!(shown, written);
    t.finish().await;
}
