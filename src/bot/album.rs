//! Albums: pictures that stand in a chat as one. Telegram takes two to ten of them at a time, and no buttons.

use teloxide::{
    payloads::SendPhotoSetters,
    requests::Requester,
    types::{ChatId, FileId, InputFile, InputMedia, InputMediaPhoto, ParseMode},
};

use super::{
    html::Html,
    screen::{CAPTION_LIMIT, Sent},
    tg::{Tg, TgError},
};
use crate::kernel::ids::TgId;

/// Telegram's albums hold so many.
const MOST: usize = 10;

/// Pictures and the words under the first of them.
#[derive(Clone, Debug)]
pub struct Album {
    /// By their bytes, or by the ids that Telegram knows them by.
    pub pictures: Vec<InputFile>,
    /// The words.
    pub caption: Html,
}

impl Album {
    /// Sends it: in several albums of like size when they are too many for one, a single picture as a photo. The
    /// answer has for each picture the id that Telegram knows it by from now on, and none for one that it does not
    /// want: the others go without it.
    ///
    /// # Errors
    /// As Telegram answers, except for what it says about a picture.
    pub async fn send(&self, tg: &Tg, chat: TgId) -> Result<Vec<Option<FileId>>, TgError> {
        let albums = self.pictures.len().div_ceil(MOST).max(1);
        let size = self.pictures.len().div_ceil(albums).max(1);
        let mut known = Vec::with_capacity(self.pictures.len());
        for group in self.pictures.chunks(size) {
            let is_first = known.iter().all(Option::is_none);
            let caption = is_first.then(|| self.caption.clipped(CAPTION_LIMIT).to_string());
            known.extend(send_group(tg, chat, group, caption).await?);
        }
        Ok(known)
    }
}

async fn send_group(
    tg: &Tg,
    chat: TgId,
    group: &[InputFile],
    caption: Option<String>,
) -> Result<Vec<Option<FileId>>, TgError> {
    if group.len() < 2 {
        return one_by_one(tg, chat, group, caption).await;
    }
    let mut words = caption.clone();
    let media: Vec<_> = group
        .iter()
        .map(|file| {
            let mut photo = InputMediaPhoto::new(file.clone());
            if let Some(words) = words.take() {
                photo = photo.caption(words).parse_mode(ParseMode::Html);
            }
            InputMedia::Photo(photo)
        })
        .collect();
    let request = tg.bot().send_media_group(ChatId(chat.0), media);
    match tg.upload("sendMediaGroup", request).await {
        Ok(messages) => Ok(messages
            .into_iter()
            .map(|message| Sent::from(message).photo)
            .collect()),
        // A picture that Telegram does not want must not take the others with it.
        Err(error) if error.is_about_a_file() => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "an album was refused"
            );
            one_by_one(tg, chat, group, caption).await
        }
        Err(error) => Err(error),
    }
}

async fn one_by_one(
    tg: &Tg,
    chat: TgId,
    files: &[InputFile],
    mut caption: Option<String>,
) -> Result<Vec<Option<FileId>>, TgError> {
    let mut known = Vec::with_capacity(files.len());
    for file in files {
        let mut request = tg.bot().send_photo(ChatId(chat.0), file.clone());
        if let Some(words) = &caption {
            request = request.caption(words).parse_mode(ParseMode::Html);
        }
        match tg.upload("sendPhoto", request).await {
            Ok(message) => {
                caption = None;
                known.push(Sent::from(message).photo);
            }
            Err(error) if error.is_about_a_file() => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a picture was refused"
                );
                known.push(None);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(known)
}
