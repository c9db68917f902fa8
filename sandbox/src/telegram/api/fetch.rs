//! Files given by address. The sandbox fetches from this machine only.

use std::time::Duration;

use url::Url;

use super::params::Params;
use crate::telegram::{files::Upload, keyboard::is_local};

const LIMIT: Duration = Duration::from_secs(10);
const MAX_BYTES: usize = 20 * 1024 * 1024;

/// The name under which a fetched file stands among the uploads.
pub(crate) fn key(url: &str) -> String {
    format!("fetched {url}")
}

/// Fetches the local addresses among the parameters that carry files.
pub(crate) async fn links(client: &reqwest::Client, params: &mut Params) {
    let mut urls: Vec<String> = params
        .media_sources()
        .filter(|text| is_address(text))
        .map(str::to_owned)
        .collect();
    // Items of albums and of editMessageMedia carry theirs inside.
    if let Ok(Some(media)) = params.json("media") {
        let items = media.as_array().cloned().unwrap_or_else(|| vec![media]);
        let inner = items.iter().filter_map(|item| item.get("media")?.as_str());
        urls.extend(inner.filter(|text| is_address(text)).map(str::to_owned));
    }
    for url in urls {
        if let Some(upload) = get(client, &url).await {
            params.put_file(key(&url), upload);
        }
    }
}

pub(crate) fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

async fn get(client: &reqwest::Client, url: &str) -> Option<Upload> {
    let parsed = Url::parse(url).ok().filter(is_local)?;
    let name = parsed
        .path_segments()
        .and_then(|mut parts| parts.next_back().map(str::to_owned))
        .filter(|name| !name.is_empty());
    let response = client.get(parsed).timeout(LIMIT).send().await.ok()?;
    let response = response.error_for_status().ok()?;
    let mime = response
        .headers()
        .get(reqwest::header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .map(|value| value.split(';').next().unwrap_or(value).trim().to_owned());
    let bytes = response.bytes().await.ok()?;
    (bytes.len() <= MAX_BYTES).then_some(Upload { name, mime, bytes })
}
