//! A wire that can be cut: a TCP proxy between the application and one of its servers.
#![expect(
    clippy::disallowed_methods,
    reason = "no ordered stop waits for a test"
)]

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// The proxy. Connections end when it is cut or dropped.
pub(crate) struct Proxy {
    address: SocketAddr,
    is_cut: Arc<AtomicBool>,
    /// Told at every cut; open connections end at once.
    cuts: watch::Sender<()>,
}

impl Proxy {
    /// A proxy in front of the server of this address, and the address by which it is reached.
    pub(crate) async fn before(url: &str) -> (Self, String) {
        let mut url = url::Url::parse(url).unwrap();
        let target = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let is_cut = Arc::new(AtomicBool::new(false));
        let cuts = watch::Sender::new(());
        tokio::spawn(accept(listener, target, is_cut.clone(), cuts.subscribe()));
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(address.port())).unwrap();
        (
            Self {
                address,
                is_cut,
                cuts,
            },
            url.to_string(),
        )
    }

    /// Ends every connection; new ones are closed as soon as they come.
    pub(crate) async fn cut(&self) {
        self.is_cut.store(true, Ordering::SeqCst);
        self.cuts.send_replace(());
        // A connection that was accepted before the cut has met it once this one is closed.
        let mut probe = TcpStream::connect(self.address).await.unwrap();
        let closed = tokio::io::copy(&mut probe, &mut tokio::io::sink()).await;
        assert!(!matches!(closed, Ok(1..)), "a cut wire speaks");
    }

    /// New connections pass again.
    pub(crate) fn mend(&self) {
        self.is_cut.store(false, Ordering::SeqCst);
    }
}

async fn accept(
    listener: TcpListener,
    target: String,
    is_cut: Arc<AtomicBool>,
    mut cuts: watch::Receiver<()>,
) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            changed = cuts.changed() => match changed {
                Ok(()) => continue,
                Err(_) => return,
            },
        };
        let Ok((mut near, _)) = accepted else {
            continue;
        };
        if is_cut.load(Ordering::SeqCst) {
            continue;
        }
        let target = target.clone();
        let mut cuts = cuts.clone();
        tokio::spawn(async move {
            let Ok(mut far) = TcpStream::connect(&target).await else {
                return;
            };
            tokio::select! {
                _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                _ = cuts.changed() => {}
            }
        });
    }
}
