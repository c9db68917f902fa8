//! The chat page in a real browser, over a demonstration: what people click is what they see.

use serde_json::json;

use super::{
    demo::Demo,
    support::{
        browser::{Browser, chromium},
        database::variable,
    },
};

/// A column of the page by the person's id.
fn column(person: &str) -> String {
    format!("document.querySelector('.column[data-key=\"{person}\"]')")
}

/// A button under a message with this label, in a column: the newest one.
fn drawn(column: &str, label: &str) -> String {
    format!(
        "[...{column}.querySelectorAll('.inline-button')].filter((one) => one.textContent.includes('{label}')).at(-1)"
    )
}

/// Whether a text stands in the last message of a column.
fn shown(column: &str, text: &str) -> String {
    format!(
        "([...{column}.querySelectorAll('.message')].at(-1)?.textContent ?? '').includes('{text}')"
    )
}

/// Nothing sticks out to the right, neither of the page nor of what is in it.
async fn assert_fits(page: &Browser, what: &str) {
    let wide = page
        .eval(
            "(() => { const width = document.documentElement.clientWidth; \
             const root = document.scrollingElement; \
             if (root.scrollWidth > width) return 'the page is ' + root.scrollWidth + ' wide'; \
             const out = [...document.querySelectorAll('.bubble, .inline-button, .composer, .dialog, .topbar, .column-head')] \
             .filter((node) => node.getClientRects().length > 0 && node.getBoundingClientRect().width > width + 0.5); \
             return out.map((node) => node.className).join(', '); })()",
        )
        .await;
    assert_eq!(wide, json!(""), "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_talk_to_the_bot_on_the_chat_page() {
    let Some(program) = chromium() else {
        assert!(
            variable("CI").is_none(),
            "no Chromium: set SPUTNIK_TEST_CHROMIUM"
        );
        println!("skipped: no Chromium here; SPUTNIK_TEST_CHROMIUM names one");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(folder.path(), &["demo"]).await;
    let page = Browser::start(&program).await;
    page.colours("light").await;
    page.resize(1440, 900).await;
    page.open(&demo.page).await;
    let anna = column("1001");

    page.until(&format!("Boolean({anna}?.querySelector('.button-start'))"))
        .await;
    page.until("document.querySelector('.link-state').classList.contains('is-online')")
        .await;
    assert_fits(&page, "at first sight").await;
    page.keep("01-first-sight").await;
    let start = format!("{anna}.querySelector('.button-start')");
    assert_eq!(page.eval(&format!("{start}.textContent")).await, "НАЧАТЬ");
    page.click(&start).await;
    page.until(&shown(&anna, "документ 1 из 2")).await;
    page.keep("02-first-document").await;
    page.click(&drawn(&anna, "✅ Согласен")).await;
    page.until(&shown(&anna, "документ 2 из 2")).await;
    page.click(&drawn(&anna, "✅ Согласен")).await;
    page.until(&shown(&anna, "чем помочь")).await;
    page.keep("03-menu").await;

    page.click(&drawn(&anna, "👤 Профиль")).await;
    page.until(&shown(&anna, "Имя: Анна")).await;
    page.click(&drawn(&anna, "✏️ Имя")).await;
    page.until(&shown(&anna, "Как вас зовут")).await;
    page.click(&format!("{anna}.querySelector('.composer-input')"))
        .await;
    page.write("<b>Аннушка</b> & Ко").await;
    page.press_enter().await;
    page.until(&shown(&anna, "Имя: <b>Аннушка</b> & Ко")).await;
    page.keep("04-profile").await;

    // Somebody new, with a role of her own.
    page.click("document.querySelector('.add-button')").await;
    page.click("document.querySelector('dialog input[name=first_name]')")
        .await;
    page.write("Gulnora").await;
    page.eval("document.querySelector('dialog select[name=language]').value = 'uz'")
        .await;
    page.click(
        "document.querySelector('dialog input[name=kind][value=operator]').closest('label')",
    )
    .await;
    page.keep("05-new-person").await;
    page.click("document.querySelector('dialog button[type=submit]')")
        .await;
    let found = "[...document.querySelectorAll('.column')].find((one) => one.querySelector('h2').textContent === 'Gulnora')";
    page.until(&format!("Boolean({found})")).await;
    let gulnora = column(
        page.eval(&format!("{found}.dataset.key"))
            .await
            .as_str()
            .unwrap(),
    );
    assert_eq!(
        page.eval("document.querySelectorAll('dialog').length")
            .await,
        0
    );
    let head = page
        .eval(&format!(
            "{gulnora}.querySelector('.column-head').textContent"
        ))
        .await;
    assert!(head.as_str().unwrap().contains("UZ"), "{head}");
    assert!(head.as_str().unwrap().contains("оператор"), "{head}");
    page.click(&format!("{gulnora}.querySelector('.button-start')"))
        .await;
    page.until(&shown(&gulnora, "(1/2)")).await;
    page.click(&drawn(&gulnora, "✅ Roziman")).await;
    page.until(&shown(&gulnora, "(2/2)")).await;
    page.click(&drawn(&gulnora, "✅ Roziman")).await;
    // Her menu has what only staff sees.
    page.until(&format!("Boolean({})", drawn(&gulnora, "Xodim paneli")))
        .await;
    page.eval(&format!(
        "{gulnora}.scrollIntoView({{ behavior: 'instant' }})"
    ))
    .await;
    assert_fits(&page, "with five people").await;
    page.keep("06-five-people").await;

    page.colours("dark").await;
    page.until("document.documentElement.dataset.theme === 'dark'")
        .await;
    page.keep("07-dark").await;
    page.resize(390, 844).await;
    page.until("document.querySelectorAll('.column').length === 1")
        .await;
    assert_fits(&page, "on a phone, dark").await;
    page.keep("08-phone-dark").await;
    page.click("document.querySelector('.person[data-key=\"1001\"] .person-select')")
        .await;
    page.until(&shown(&anna, "Аннушка")).await;
    assert_fits(&page, "on a phone, the profile").await;
    page.keep("09-phone-profile-dark").await;
    page.click("document.querySelector('.people-add')").await;
    page.click("[...document.querySelectorAll('[role=menuitem]')].find((one) => one.textContent.includes('Добавить человека'))").await;
    page.until("Boolean(document.querySelector('dialog[open]'))")
        .await;
    assert_fits(&page, "on a phone, a dialog").await;
    page.keep("10-phone-dialog-dark").await;
    page.colours("light").await;
    page.until("document.documentElement.dataset.theme === 'light'")
        .await;
    page.keep("11-phone-dialog").await;

    let complaints = page.complaints();
    assert!(
        complaints.is_empty(),
        "the page complains:\n{}",
        complaints.join("\n")
    );
}
