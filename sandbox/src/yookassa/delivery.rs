//! Delivery of notifications.

use std::{sync::Arc, time::Duration};

use reqwest::header::CONTENT_TYPE;

use super::{
    notices::{Notice, NoticeAttempt, NoticeState},
    shop::Shop,
};
use crate::sandbox::Shared;

const FORWARDED_FOR: &str = "X-Forwarded-For";

struct Parcel {
    notice: Notice,
    url: String,
    forwarded_for: Option<String>,
}

/// Takes what is due next, if the shop has an address.
fn take(shop: &mut Shop) -> Option<Parcel> {
    let url = shop.settings.notification_url.clone()?;
    let notice = shop.notices.take_due(shop.now)?;
    Some(Parcel {
        notice,
        url,
        forwarded_for: shop.settings.forwarded_for.clone(),
    })
}

/// Puts a notification back when nobody waits for its answer any more.
struct OnItsWay<'a> {
    shared: &'a Arc<Shared>,
    id: u64,
}

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        self.shared.yookassa.with(|shop| {
            let notice = shop.notices.get_mut(self.id);
            if let Some(notice) = notice.filter(|one| one.state == NoticeState::Sending) {
                notice.state = NoticeState::Queued;
            }
        });
    }
}

/// Sends everything that is due, one after the other.
pub(crate) async fn send_due(shared: &Arc<Shared>) -> Vec<NoticeAttempt> {
    let mut attempts = Vec::new();
    while let Some(parcel) = shared.yookassa.look(take) {
        attempts.push(send(shared, parcel).await);
    }
    attempts
}

async fn send(shared: &Arc<Shared>, parcel: Parcel) -> NoticeAttempt {
    let _on_its_way = OnItsWay {
        shared,
        id: parcel.notice.id,
    };
    let mut request = shared
        .client
        .post(&parcel.url)
        .header(CONTENT_TYPE, "application/json")
        .body(parcel.notice.body.to_string());
    if let Some(address) = &parcel.forwarded_for {
        request = request.header(FORWARDED_FOR, address);
    }
    let (status, error) = match request.send().await {
        Ok(response) => (Some(response.status().as_u16()), None),
        Err(error) if error.is_timeout() => (None, Some("no answer in time")),
        Err(error) if error.is_connect() => (None, Some("connection refused")),
        Err(_) => (None, Some("connection closed")),
    };
    shared.yookassa.with(|shop| {
        let attempt = NoticeAttempt {
            notice_id: parcel.notice.id,
            event: parcel.notice.event,
            url: parcel.url,
            status,
            error: error.map(str::to_owned),
            at_ms: shop.now,
        };
        shop.notices.settle(attempt.clone(), shop.now);
        attempt
    })
}

/// Sends by itself while the shop is set up so; ends with the sandbox.
pub(crate) async fn work(shared: Arc<Shared>) {
    let mut bell = shared.yookassa.bell.subscribe();
    let mut clock = shared.kick.subscribe();
    loop {
        bell.mark_unchanged();
        clock.mark_unchanged();
        let next = shared.yookassa.look(|shop| {
            let is_ready = shop.settings.automatic && shop.settings.notification_url.is_some();
            is_ready.then(|| shop.next_moment().map(|next| next - shop.now))
        });
        let pause = match next {
            // Not set up, or nothing to wait for: somebody has to ring first.
            None | Some(None) => None,
            Some(Some(millis)) if millis <= 0 => {
                tokio::select! {
                    _sent = send_due(&shared) => {}
                    () = shared.stop.cancelled() => return,
                }
                continue;
            }
            Some(Some(millis)) => u64::try_from(millis).ok(),
        };
        let timer = async {
            match pause {
                // One more, since the clock counts whole milliseconds.
                Some(millis) => tokio::time::sleep(Duration::from_millis(millis + 1)).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = timer => {}
            // The senders live in `shared`.
            _rung = bell.changed() => {}
            _moved = clock.changed() => {}
            () = shared.stop.cancelled() => return,
        }
    }
}
