//! `sputnik demo`: one command, nothing set up.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    time::{Duration, SystemTime},
};

use chrono::{DateTime, Utc};
use chrono_tz::Asia::Tashkent;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{
    accounts::png,
    support::{
        app::client,
        process::{Process, until},
    },
};

const ANNA: i64 = 1001;
const MARIA: i64 = 1004;

/// A running demonstration.
pub(crate) struct Demo {
    pub(crate) process: Process,
    /// The chat page, without a slash at the end.
    pub(crate) page: String,
    /// The application.
    pub(crate) app: String,
}

impl Demo {
    /// Starts one in a folder and waits until it works.
    pub(crate) async fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut process = Process::spawn(folder, arguments, []);
        until("the demonstration says where it is", async || {
            process.must_live();
            process.out().contains("Ctrl+C stops")
        })
        .await;
        let out = process.out();
        let mut addresses = out
            .split_whitespace()
            .filter(|word| word.starts_with("http://127.0.0.1:"))
            .map(str::to_owned);
        let page = addresses.next().unwrap().trim_end_matches('/').to_owned();
        let app = addresses
            .next()
            .unwrap()
            .trim_end_matches("/api/docs")
            .to_owned();
        until("it is ready", async || {
            process.must_live();
            let answer = client().get(format!("{app}/readyz")).send().await;
            answer.is_ok_and(|answer| answer.status().is_success())
        })
        .await;
        Self { process, page, app }
    }

    async fn get(&self, path: &str) -> Value {
        let answer = client()
            .get(format!("{}/control{path}", self.page))
            .send()
            .await
            .unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
        answer.json().await.unwrap()
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let answer = client()
            .post(format!("{}/control{path}", self.page))
            .json(&body)
            .send()
            .await
            .unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{status}: {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    async fn messages(&self, person: i64) -> Value {
        self.get(&format!("/chats/{person}/messages?viewer={person}"))
            .await
    }

    async fn says(&self, person: i64, text: &str) {
        self.post(
            &format!("/chats/{person}/text"),
            json!({"from": person, "text": text}),
        )
        .await;
    }

    async fn sees(&self, person: i64, text: &str) {
        until(text, async || {
            self.messages(person).await.to_string().contains(text)
        })
        .await;
    }

    /// Waits for a picture of the bot's. One that the person sent says nothing of what became of it.
    async fn sees_picture(&self, person: i64) {
        until("a picture of the bot's", async || {
            let chat = self.messages(person).await;
            let messages = chat["messages"].as_array().or(chat.as_array()).unwrap();
            messages.iter().any(|message| {
                message["from"]["id"] != json!(person) && message["photo"].is_array()
            })
        })
        .await;
    }

    /// Sends a picture of one pixel.
    async fn shows(&self, person: i64) {
        let file = Part::bytes(png())
            .file_name("face.png")
            .mime_str("image/png")
            .unwrap();
        let form = Form::new()
            .text("from", person.to_string())
            .text("kind", "photo")
            .part("file", file);
        let url = format!("{}/control/chats/{person}/media", self.page);
        let answer = client().post(url).multipart(form).send().await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
    }

    /// Taps a button of the newest message that has one with this label.
    async fn taps(&self, person: i64, label: &str) {
        let chat = self.messages(person).await;
        let messages = chat["messages"].as_array().or(chat.as_array()).unwrap();
        let (message, data) = messages
            .iter()
            .rev()
            .find_map(|message| {
                let rows = message["reply_markup"]["inline_keyboard"].as_array()?;
                let mut buttons = rows.iter().flat_map(|row| row.as_array().unwrap());
                let button =
                    buttons.find(|button| button["text"].as_str().unwrap().contains(label))?;
                Some((
                    message["message_id"].clone(),
                    button["callback_data"].clone(),
                ))
            })
            .unwrap_or_else(|| panic!("no button {label} in {chat}"));
        let tap = json!({"from": person, "message_id": message, "data": data});
        self.post(&format!("/chats/{person}/tap"), tap).await;
    }

    async fn agrees(&self, person: i64) {
        self.post(&format!("/chats/{person}/start"), json!({"from": person}))
            .await;
        self.sees(person, "документ 1 из 2").await;
        self.taps(person, "✅ Согласен").await;
        self.sees(person, "документ 2 из 2").await;
        self.taps(person, "✅ Согласен").await;
        self.sees(person, "чем помочь").await;
    }

    async fn interrupt(mut self) {
        self.process.signal("INT");
        let status = self.process.ended(std::time::Duration::from_secs(30)).await;
        assert_eq!(status.code(), Some(0), "{}", self.process.log());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_shows_people_and_remembers_them_until_it_is_reset() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(folder.path(), &["demo"]).await;
    let page = client()
        .get(format!("{}/", demo.page))
        .send()
        .await
        .unwrap();
    assert!(page.status().is_success());
    assert!(page.text().await.unwrap().contains("<div id=\"app\">"));
    let docs = client()
        .get(format!("{}/api/docs", demo.app))
        .send()
        .await
        .unwrap();
    assert!(docs.status().is_success(), "{docs:?}");
    let state = demo.get("/state").await;
    let names: Vec<_> = state["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["first_name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Анна", "Oybek", "Kate", "Мария"]);
    demo.agrees(ANNA).await;
    demo.says(ANNA, "/profile").await;
    demo.sees(ANNA, "✏️ Имя").await;
    demo.taps(ANNA, "✏️ Имя").await;
    demo.sees(ANNA, "Как вас зовут").await;
    demo.says(ANNA, "Аннушка").await;
    demo.sees(ANNA, "Имя: Аннушка").await;
    demo.taps(ANNA, "🖼 Фото").await;
    demo.sees(ANNA, "Пришлите фото").await;
    demo.shows(ANNA).await;
    demo.sees_picture(ANNA).await;
    demo.interrupt().await;
    let key_file = folder.path().join("data/demo/encryption.key");
    let key = fs::read_to_string(&key_file).unwrap();
    let mode = fs::metadata(&key_file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "the key is for its owner alone");

    // Telegram's side is forgotten, ours is not: neither what Anna said nor her picture, which this
    // Telegram has never seen. And what happened then takes nothing from what happens now.
    let demo = Demo::start(folder.path(), &["demo"]).await;
    demo.agrees(MARIA).await;
    demo.says(ANNA, "/profile").await;
    demo.sees(ANNA, "Имя: Аннушка").await;
    demo.sees_picture(ANNA).await;
    demo.interrupt().await;
    assert_eq!(fs::read_to_string(&key_file).unwrap(), key, "it stays");

    let demo = Demo::start(folder.path(), &["demo", "--reset"]).await;
    assert_ne!(
        fs::read_to_string(&key_file).unwrap(),
        key,
        "data is new, and so is its key"
    );
    demo.says(ANNA, "/menu").await;
    demo.sees(ANNA, "документ 1 из 2").await;
    demo.interrupt().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_moves_the_clock_moves_that_of_the_bot_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(folder.path(), &["demo"]).await;
    let weeks = Duration::from_secs(6 * 7 * 24 * 3600);
    let step = json!({"advance_seconds": weeks.as_secs()});
    demo.post("/clock", step).await;
    let begun = SystemTime::now() + weeks;
    demo.agrees(MARIA).await;
    demo.says(MARIA, "/staff").await;
    demo.sees(MARIA, "📜 Журнал").await;
    demo.taps(MARIA, "📜 Журнал").await;
    // Where the machine stands in the middle of it, its day is one of two.
    let days = [begun, SystemTime::now() + weeks].map(|moment| {
        let moment = DateTime::<Utc>::from(moment).with_timezone(&Tashkent);
        moment.format("%d.%m.%Y").to_string()
    });
    until("the log is of that day", async || {
        let seen = demo.messages(MARIA).await.to_string();
        days.iter().any(|day| seen.contains(day))
    })
    .await;
    demo.interrupt().await;
    let demo = Demo::start(folder.path(), &["demo"]).await;
    let state = demo.get("/state").await;
    assert_eq!(state["clock_offset_seconds"], json!(weeks.as_secs()));
    demo.interrupt().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_takes_other_ports_when_its_own_are_taken() {
    // Whoever holds them already serves the test as well.
    let _page = TcpListener::bind("127.0.0.1:8090").await;
    let _app = TcpListener::bind("127.0.0.1:8080").await;
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(folder.path(), &["demo"]).await;
    assert!(!demo.page.ends_with(":8090"), "{}", demo.page);
    assert!(!demo.app.ends_with(":8080"), "{}", demo.app);
    demo.agrees(ANNA).await;
    demo.interrupt().await;
}
