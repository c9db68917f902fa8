//! Chromium without a window, driven over its DevTools protocol: JSON messages that end with a zero
//! byte, on two pipes that become the file descriptors 3 and 4 of the browser.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::{
    database::variable,
    process::{LIMIT, until},
};

type Waiting = Arc<Mutex<HashMap<i64, oneshot::Sender<Value>>>>;

/// A browser with one page open.
pub(crate) struct Browser {
    child: Child,
    input: Mutex<ChildStdin>,
    waiting: Waiting,
    /// What the page complained of.
    complaints: Arc<Mutex<Vec<String>>>,
    last_id: AtomicI64,
    session: String,
    _profile: TempDir,
}

/// The browser to use; none on a machine without one.
pub(crate) fn chromium() -> Option<PathBuf> {
    variable("SPUTNIK_TEST_CHROMIUM")
        .or(Some("/usr/bin/chromium".to_owned()))
        .map(PathBuf::from)
        .filter(|path| path.exists())
}

impl Browser {
    pub(crate) async fn start(program: &Path) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>&2"])
            .arg(program)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
            ])
            .args([
                "--no-first-run",
                "--disable-extensions",
                "--remote-debugging-pipe",
                "--accept-lang=ru",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = Mutex::new(child.stdin.take().unwrap());
        let output = BufReader::new(child.stdout.take().unwrap());
        let (waiting, complaints) = (Waiting::default(), Arc::<Mutex<Vec<String>>>::default());
        let (answers, heard) = (waiting.clone(), complaints.clone());
        std::thread::spawn(move || {
            for message in output.split(0) {
                let Ok(message) = message else { return };
                let message: Value = serde_json::from_slice(&message).unwrap();
                if let Some(waiter) = message["id"]
                    .as_i64()
                    .and_then(|id| answers.lock().unwrap().remove(&id))
                {
                    // The test may have ended meanwhile.
                    waiter.send(message).ok();
                } else if let Some(complaint) = complaint(&message) {
                    heard.lock().unwrap().push(complaint);
                }
            }
        });
        let mut this = Self {
            child,
            input,
            waiting,
            complaints,
            last_id: AtomicI64::new(0),
            session: String::new(),
            _profile: profile,
        };
        let target = this
            .call("Target.createTarget", json!({"url": "about:blank"}))
            .await;
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = this.call("Target.attachToTarget", attach).await;
        this.session = session["sessionId"].as_str().unwrap().to_owned();
        for domain in ["Page", "Runtime", "Log", "Network"] {
            this.call(&format!("{domain}.enable"), json!({})).await;
        }
        this
    }

    /// Calls a method of the protocol.
    pub(crate) async fn call(&self, method: &str, params: Value) -> Value {
        let id = self.last_id.fetch_add(1, Ordering::SeqCst) + 1;
        let mut message = json!({"id": id, "method": method, "params": params});
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        let (sender, answer) = oneshot::channel();
        self.waiting.lock().unwrap().insert(id, sender);
        let mut bytes = serde_json::to_vec(&message).unwrap();
        bytes.push(0);
        self.input.lock().unwrap().write_all(&bytes).unwrap();
        let answer = tokio::time::timeout(LIMIT, answer)
            .await
            .unwrap_or_else(|_| panic!("the browser does not answer to {method}"))
            .unwrap();
        assert!(answer["error"].is_null(), "{method}: {answer}");
        answer["result"].clone()
    }

    pub(crate) async fn open(&self, url: &str) {
        self.call("Page.navigate", json!({"url": url})).await;
    }

    /// A window of this size, of a phone when it is as narrow as one.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 720});
        self.call("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// The system's colours, `light` or `dark`.
    pub(crate) async fn colours(&self, scheme: &str) {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.call("Emulation.setEmulatedMedia", features).await;
    }

    /// The value of an expression in the page.
    pub(crate) async fn eval(&self, expression: &str) -> Value {
        let params = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.call("Runtime.evaluate", params).await;
        assert!(
            answer["exceptionDetails"].is_null(),
            "{expression}: {answer}"
        );
        answer["result"]["value"].clone()
    }

    /// Waits until an expression is true.
    pub(crate) async fn until(&self, expression: &str) {
        until(expression, async || {
            self.eval(expression).await == json!(true)
        })
        .await;
    }

    /// Presses the middle of what an expression finds, as a mouse does: whatever covers it gets it.
    pub(crate) async fn click(&self, expression: &str) {
        self.until(&format!("Boolean({expression})")).await;
        let middle = format!(
            "(() => {{ const node = {expression}; node.scrollIntoView({{ block: 'nearest', inline: 'nearest', \
             behavior: 'instant' }}); const box = node.getBoundingClientRect(); \
             return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
        );
        let place = self.eval(&middle).await;
        for (kind, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] {
            let event = json!({
                "type": kind, "x": place[0], "y": place[1],
                "button": if kind == "mouseMoved" { "none" } else { "left" },
                "buttons": buttons, "clickCount": i32::from(kind != "mouseMoved"),
            });
            self.call("Input.dispatchMouseEvent", event).await;
        }
    }

    /// Types where the cursor is.
    pub(crate) async fn write(&self, text: &str) {
        self.call("Input.insertText", json!({"text": text})).await;
    }

    pub(crate) async fn press_enter(&self) {
        for kind in ["keyDown", "keyUp"] {
            let event = json!({"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"});
            self.call("Input.dispatchKeyEvent", event).await;
        }
    }

    /// Keeps what is on screen as a picture for people, beside the build.
    pub(crate) async fn keep(&self, name: &str) {
        // Nothing on the page moves any more.
        self.until("document.getAnimations().every((one) => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity)").await;
        let picture = self
            .call("Page.captureScreenshot", json!({"format": "png"}))
            .await;
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .parent()
            .unwrap()
            .join("screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let bytes = STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
        assert!(bytes.len() > 10_000, "an empty picture");
        std::fs::write(folder.join(format!("{name}.png")), bytes).unwrap();
    }

    /// What the page complained of so far.
    pub(crate) fn complaints(&self) -> Vec<String> {
        self.complaints.lock().unwrap().clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have crashed already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Errors on the console, exceptions, refused and failed requests.
fn complaint(message: &Value) -> Option<String> {
    let params = &message["params"];
    let is_one = match message["method"].as_str()? {
        "Runtime.exceptionThrown" => true,
        "Runtime.consoleAPICalled" => {
            matches!(params["type"].as_str()?, "error" | "warning" | "assert")
        }
        "Log.entryAdded" => matches!(params["entry"]["level"].as_str()?, "error" | "warning"),
        "Network.responseReceived" => params["response"]["status"].as_i64()? >= 400,
        "Network.loadingFailed" => params["canceled"] != true,
        _ => false,
    };
    is_one.then(|| message.to_string())
}
