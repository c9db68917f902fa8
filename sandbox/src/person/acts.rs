//! What a person does.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{Answer, Delivery, PaymentOutcome, Person, TapOutcome};
use crate::{
    error::NoSuchButton,
    telegram::{
        chats::{Chat, ChatKey},
        files::{FileKind, Upload},
        incoming::{self, Outgoing, Refused, Sent},
        initdata, keyboard, links, payments, shares,
        world::World,
    },
};

/// Tashkent: where a person is when asked for a location by a button.
const PLACE: (f64, f64) = (41.311_081, 69.240_562);

/// A picture of one pixel.
const STICKER: &[u8] =
    b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0";

enum Found {
    Inline(i64, Value),
    Reply(Value),
}

impl Person {
    async fn act(&self, work: impl FnOnce(&mut World, i64) -> Result<Sent, Refused>) -> Delivery {
        let shared = &self.sandbox.0;
        let sent = shared.with(|world| {
            let bot = world.first_bot();
            work(world, bot)
        });
        match sent {
            Ok(sent) => shared.delivered(sent.ticket).await,
            Err(refused) => Delivery::Failed(refused.to_string()),
        }
    }

    /// Says something in the private chat with the first bot and waits for the delivery.
    pub async fn say(&self, text: &str) -> Delivery {
        self.say_in(self.id, text).await
    }

    /// Says something in a chat.
    pub async fn say_in(&self, chat: i64, text: &str) -> Delivery {
        self.act(|world, bot| {
            incoming::text(world, bot, self.id, chat, text, None, Outgoing::default())
        })
        .await
    }

    /// Says something in a topic of a forum.
    pub async fn say_in_topic(&self, chat: i64, topic: i64, text: &str) -> Delivery {
        let place = Outgoing {
            thread: Some(topic),
            ..Outgoing::default()
        };
        self.act(|world, bot| incoming::text(world, bot, self.id, chat, text, None, place))
            .await
    }

    /// Says something in reply to a message of the private chat.
    pub async fn reply(&self, message_id: i64, text: &str) -> Delivery {
        let place = Outgoing {
            reply_to: Some(message_id),
            ..Outgoing::default()
        };
        self.act(|world, bot| incoming::text(world, bot, self.id, self.id, text, None, place))
            .await
    }

    /// Presses Start, with the payload of a deep link when there is one.
    pub async fn start(&self, payload: Option<&str>) -> Delivery {
        self.act(|world, bot| incoming::start(world, bot, self.id, self.id, payload))
            .await
    }

    /// Changes the text of one's own message in the private chat.
    pub async fn edit(&self, message_id: i64, text: &str) -> Delivery {
        self.act(|world, bot| incoming::edit(world, bot, self.id, self.id, message_id, text))
            .await
    }

    /// Taps a button by its label: an inline button of the newest message that has one equal to
    /// `label`, or a button of the reply keyboard; else the same with labels that contain it.
    ///
    /// # Errors
    /// When there is no such button.
    pub async fn tap(&self, label: &str) -> Result<TapOutcome, NoSuchButton> {
        let key = self.private();
        let found = self.sandbox.0.with(|world| {
            let chat = world.chats.get(&key)?;
            find(chat, label, true).or_else(|| find(chat, label, false))
        });
        match found {
            Some(Found::Inline(message, button)) => Ok(self.press(message, &button).await),
            Some(Found::Reply(button)) => Ok(self.press_reply(&button).await),
            None => Err(self.no_button(label)),
        }
    }

    /// Taps a button of a certain message, also one that the message no longer shows.
    ///
    /// # Errors
    /// When the message never had such a button.
    pub async fn tap_on(&self, message_id: i64, label: &str) -> Result<TapOutcome, NoSuchButton> {
        let key = self.private();
        let found = self.sandbox.0.with(|world| {
            let message = world.chats.get(&key)?.messages.get(&message_id)?;
            let markups = || {
                message
                    .markup
                    .iter()
                    .chain(message.past_markups.iter().rev())
            };
            markups()
                .find_map(|markup| keyboard::find(markup, label, true))
                .or_else(|| markups().find_map(|markup| keyboard::find(markup, label, false)))
        });
        match found {
            Some(button) => Ok(self.press(message_id, &button).await),
            None => Err(self.no_button(label)),
        }
    }

    /// Sends a button press with any data, as a forged client could.
    pub async fn tap_data(&self, message_id: i64, data: &str) -> TapOutcome {
        let shared = &self.sandbox.0;
        let opened = shared.with(|world| {
            let bot = world.first_bot();
            incoming::tap(world, bot, self.id, self.id, message_id, data)
        });
        match opened {
            Ok(mut tap) => TapOutcome {
                delivery: shared.delivered(tap.ticket).await,
                answer: tap.answer.try_recv().ok(),
            },
            Err(refused) => failed(refused.to_string()),
        }
    }

    fn no_button(&self, label: &str) -> NoSuchButton {
        let mut present = self.buttons();
        present.extend(self.reply_buttons());
        NoSuchButton {
            label: label.to_owned(),
            present,
        }
    }

    async fn press(&self, message_id: i64, button: &Value) -> TapOutcome {
        let text = |key: &str| button.get(key).and_then(Value::as_str);
        if let Some(data) = text("callback_data") {
            return self.tap_data(message_id, data).await;
        }
        if let Some(url) = text("url") {
            let bot = self.bot();
            let payload = self
                .sandbox
                .0
                .with(|world| links::start_payload(world.bot(bot)?, url));
            return match payload {
                Some(payload) => TapOutcome {
                    delivery: self.start(payload.as_deref()).await,
                    answer: None,
                },
                None => opened(url.to_owned()),
            };
        }
        if let Some(url) = button
            .get("web_app")
            .and_then(|app| app.get("url")?.as_str())
        {
            return opened(initdata::app_url(url, &self.init_data(None), None));
        }
        if button.get("pay").is_some() {
            let delivery = match self.pay(message_id).await {
                PaymentOutcome::Paid(delivery) => delivery,
                PaymentOutcome::Declined(text) => Delivery::Failed(text),
                PaymentOutcome::TimedOut => Delivery::Waiting,
            };
            return TapOutcome {
                delivery,
                answer: None,
            };
        }
        TapOutcome {
            delivery: Delivery::Done,
            answer: None,
        }
    }

    async fn press_reply(&self, button: &Value) -> TapOutcome {
        let asks = |key: &str| button.get(key).and_then(Value::as_bool) == Some(true);
        if let Some(url) = button
            .get("web_app")
            .and_then(|app| app.get("url")?.as_str())
        {
            // Telegram gives no init data to an app opened from a reply keyboard.
            return opened(initdata::app_url(url, "", None));
        }
        let delivery = if asks("request_contact") {
            self.send_contact(&shares::phone_of(self.id)).await
        } else if asks("request_location") {
            self.send_location(PLACE.0, PLACE.1).await
        } else {
            self.say(keyboard::label(button)).await
        };
        TapOutcome {
            delivery,
            answer: None,
        }
    }

    /// Pays an invoice of the private chat: the bot is asked before the checkout, then told of
    /// the payment.
    pub async fn pay(&self, message_id: i64) -> PaymentOutcome {
        let bot = self.bot();
        payments::pay(&self.sandbox.0, bot, self.id, self.id, message_id)
            .await
            .unwrap_or_else(|refused| PaymentOutcome::Declined(refused.to_string()))
    }

    async fn send_file(
        &self,
        kind: FileKind,
        upload: Upload,
        details: Map<String, Value>,
        caption: Option<&str>,
    ) -> Delivery {
        self.act(|world, bot| {
            let files = vec![(kind, upload, details)];
            let mut sent = incoming::media(
                world,
                bot,
                self.id,
                self.id,
                files,
                caption,
                &Outgoing::default(),
            )?;
            sent.pop()
                .ok_or_else(|| Refused::Invalid("no file".to_owned()))
        })
        .await
    }

    /// Sends a photo.
    pub async fn send_photo(&self, bytes: Vec<u8>, caption: Option<&str>) -> Delivery {
        let upload = upload("photo.jpg", "image/jpeg", bytes);
        self.send_file(FileKind::Photo, upload, Map::new(), caption)
            .await
    }

    /// Sends a document.
    pub async fn send_document(
        &self,
        name: &str,
        mime: &str,
        bytes: Vec<u8>,
        caption: Option<&str>,
    ) -> Delivery {
        let upload = upload(name, mime, bytes);
        self.send_file(FileKind::Document, upload, Map::new(), caption)
            .await
    }

    /// Sends a voice message.
    pub async fn send_voice(&self, bytes: Vec<u8>) -> Delivery {
        let upload = upload("voice.ogg", "audio/ogg", bytes);
        self.send_file(FileKind::Voice, upload, Map::new(), None)
            .await
    }

    /// Sends a video.
    pub async fn send_video(&self, bytes: Vec<u8>) -> Delivery {
        let upload = upload("video.mp4", "video/mp4", bytes);
        self.send_file(FileKind::Video, upload, Map::new(), None)
            .await
    }

    /// Sends a piece of music.
    pub async fn send_audio(&self, bytes: Vec<u8>) -> Delivery {
        let upload = upload("audio.mp3", "audio/mpeg", bytes);
        self.send_file(FileKind::Audio, upload, Map::new(), None)
            .await
    }

    /// Sends a sticker.
    pub async fn send_sticker(&self) -> Delivery {
        let upload = upload("sticker.webp", "image/webp", STICKER.to_vec());
        let mut details = Map::new();
        details.insert("width".to_owned(), json!(512));
        details.insert("height".to_owned(), json!(512));
        details.insert("emoji".to_owned(), json!("👍"));
        self.send_file(FileKind::Sticker, upload, details, None)
            .await
    }

    /// Sends a round video.
    pub async fn send_video_note(&self, bytes: Vec<u8>) -> Delivery {
        let upload = upload("note.mp4", "video/mp4", bytes);
        self.send_file(FileKind::VideoNote, upload, Map::new(), None)
            .await
    }

    /// Sends a film without sound.
    pub async fn send_animation(&self, bytes: Vec<u8>) -> Delivery {
        let upload = upload("loop.mp4", "video/mp4", bytes);
        self.send_file(FileKind::Animation, upload, Map::new(), None)
            .await
    }

    /// Sends several documents as an album: name and bytes of each. Gives the delivery of the last.
    pub async fn send_album(&self, files: Vec<(&str, Vec<u8>)>, caption: Option<&str>) -> Delivery {
        let documents = files.into_iter().map(|(name, bytes)| {
            let upload = upload(name, "application/octet-stream", bytes);
            (FileKind::Document, upload, Map::new())
        });
        self.send_files(documents.collect(), caption).await
    }

    /// Sends several photos as an album. Gives the delivery of the last.
    pub async fn send_photos(&self, photos: Vec<Vec<u8>>, caption: Option<&str>) -> Delivery {
        let photos = photos.into_iter().map(|bytes| {
            let upload = upload("photo.jpg", "image/jpeg", bytes);
            (FileKind::Photo, upload, Map::new())
        });
        self.send_files(photos.collect(), caption).await
    }

    async fn send_files(
        &self,
        files: Vec<(FileKind, Upload, Map<String, Value>)>,
        caption: Option<&str>,
    ) -> Delivery {
        let shared = &self.sandbox.0;
        let sent = shared.with(|world| {
            let bot = world.first_bot();
            let place = Outgoing::default();
            incoming::media(world, bot, self.id, self.id, files, caption, &place)
        });
        let mut last = Delivery::Failed("no file".to_owned());
        match sent {
            Ok(sent) => {
                for one in sent {
                    last = shared.delivered(one.ticket).await;
                }
            }
            Err(refused) => last = Delivery::Failed(refused.to_string()),
        }
        last
    }

    /// Sends a location.
    pub async fn send_location(&self, latitude: f64, longitude: f64) -> Delivery {
        self.act(|world, bot| {
            let content = shares::location(latitude, longitude);
            incoming::post(world, bot, self.id, self.id, content, Outgoing::default())
        })
        .await
    }

    /// Shares one's own phone number.
    pub async fn send_contact(&self, phone: &str) -> Delivery {
        self.act(|world, bot| {
            let content = shares::contact(world, self.id, phone, None);
            incoming::post(world, bot, self.id, self.id, content, Outgoing::default())
        })
        .await
    }

    /// Sends data from a Mini App opened from the reply keyboard.
    pub async fn send_web_app_data(&self, button: &str, data: &str) -> Delivery {
        self.act(|world, bot| {
            let content = shares::web_app_data(button, data)?;
            incoming::post(world, bot, self.id, self.id, content, Outgoing::default())
        })
        .await
    }

    /// Types an inline query; gives the bot's answer when it came.
    pub async fn inline_query(&self, text: &str) -> Option<Value> {
        let shared = &self.sandbox.0;
        let opened = shared.with(|world| {
            let bot = world.first_bot();
            incoming::inline_query(world, bot, self.id, text)
        });
        let (ticket, mut answer) = opened.ok()?;
        let _delivery = shared.delivered(ticket).await;
        answer.try_recv().ok()
    }

    /// Blocks the bot: it is told, and can no longer write.
    pub fn block(&self) {
        self.set_blocked(true);
    }

    /// Unblocks the bot.
    pub fn unblock(&self) {
        self.set_blocked(false);
    }

    fn set_blocked(&self, blocked: bool) {
        let shared = &self.sandbox.0;
        shared.with(|world| {
            let key = ChatKey::of(world.first_bot(), self.id);
            incoming::set_blocked(world, key, blocked)
        });
    }
}

fn find(chat: &Chat, label: &str, exact: bool) -> Option<Found> {
    let inline = chat.newest_first().find_map(|message| {
        let button = keyboard::find(message.markup.as_ref()?, label, exact)?;
        Some(Found::Inline(message.id, button))
    });
    inline.or_else(|| {
        let button = keyboard::find(chat.keyboard.as_ref()?, label, exact)?;
        Some(Found::Reply(button))
    })
}

fn failed(text: String) -> TapOutcome {
    TapOutcome {
        delivery: Delivery::Failed(text),
        answer: None,
    }
}

fn opened(url: String) -> TapOutcome {
    TapOutcome {
        delivery: Delivery::Done,
        answer: Some(Answer {
            url: Some(url),
            ..Answer::default()
        }),
    }
}

fn upload(name: &str, mime: &str, bytes: Vec<u8>) -> Upload {
    Upload {
        name: Some(name.to_owned()),
        mime: Some(mime.to_owned()),
        bytes: Bytes::from(bytes),
    }
}
