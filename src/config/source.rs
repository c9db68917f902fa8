//! Puts the three sources of settings together, key by key.

use std::{collections::BTreeSet, path::Path};

use toml::{Table, Value};

use super::Fault;

const DEFAULTS: &str = include_str!("../../config.toml");
const PREFIX: &str = "SPUTNIK__";

/// Settings that have no default and may not stand in `config.toml`.
const SECRETS: [&str; 7] = [
    "bot.token",
    "bot.webhook_secret",
    "security.encryption_key",
    "telemetry.metrics_token",
    "yookassa.secret_key",
    "yookassa.payout_secret_key",
    "payments.telegram_provider_token",
];

/// Settings that may hold a password: shown without it, and refused with one in `config.toml`.
const ADDRESSES: [&str; 2] = ["database.url", "redis.url"];

/// Defaults with the file and the environment laid over them. Faults are added to `faults`; a faulty
/// value is left out.
pub(super) fn merge(
    path: &Path,
    environment: impl IntoIterator<Item = (String, String)>,
    faults: &mut Vec<Fault>,
) -> Table {
    let mut merged = defaults();
    let known = merged.clone();
    for (key, value) in flatten(read_file(path, faults)) {
        if SECRETS.contains(&key.as_str()) || has_password(&key, &value) {
            faults.push(Fault::new(
                &key,
                "is a secret and stands in the configuration file",
                format!("move it to {} or {key}_file", variable(&key)),
            ));
        } else {
            lay(&mut merged, &known, &key, value, faults);
        }
    }
    for (name, text) in environment {
        let Some(rest) = name.strip_prefix(PREFIX) else {
            continue;
        };
        let key = rest.to_ascii_lowercase().replace("__", ".");
        match typed(&known, &key, &text) {
            Ok(value) => lay(&mut merged, &known, &key, value, faults),
            Err(problem) => faults.push(Fault::new(key, problem, format!("mend {name}"))),
        }
    }
    merged
}

/// Every key with its text; a list gives one line an element.
pub(super) fn leaves(table: &Table) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for (key, value) in flatten(table.clone()) {
        match value {
            Value::Array(items) => {
                lines.extend(items.iter().map(|item| (key.clone(), text_of(item))));
            }
            other => lines.push((key, text_of(&other))),
        }
    }
    lines
}

/// Every key with a value that may be shown to anyone.
pub(super) fn redact(table: &Table) -> Vec<(String, String)> {
    let mut lines: Vec<_> = flatten(table.clone())
        .into_iter()
        .map(|(key, value)| {
            let shown = if SECRETS.contains(&key.as_str()) {
                "(set)".to_owned()
            } else if ADDRESSES.contains(&key.as_str()) {
                without_password(&text_of(&value))
            } else {
                value.to_string()
            };
            (key, shown)
        })
        .collect();
    let present: BTreeSet<_> = lines.iter().map(|(key, _)| key.clone()).collect();
    for secret in SECRETS {
        if !present.contains(secret) {
            lines.push((secret.to_owned(), "(missing)".to_owned()));
        }
    }
    lines.sort();
    lines
}

/// Puts a key back to its default.
pub(super) fn reset(merged: &mut Table, key: &str) {
    if let Some(value) = find(&defaults(), key) {
        put(merged, key, value.clone());
    }
}

fn defaults() -> Table {
    // Parsed by a test in every build, so that it cannot fail for a user.
    DEFAULTS.parse().unwrap_or_default()
}

fn read_file(path: &Path, faults: &mut Vec<Fault>) -> Table {
    let name = path.display().to_string();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Table::new(),
        Err(error) => {
            faults.push(Fault::new(
                name,
                format!("cannot be read: {error}"),
                "check its permissions",
            ));
            return Table::new();
        }
    };
    text.parse().unwrap_or_else(|error: toml::de::Error| {
        let line = error.span().map_or(0, |span| {
            text.bytes()
                .take(span.start)
                .filter(|byte| *byte == b'\n')
                .count()
                + 1
        });
        faults.push(Fault::new(
            &name,
            format!("is not valid TOML at line {line}: {}", error.message()),
            "mend that line",
        ));
        Table::new()
    })
}

/// Puts one value into the merged table, or says why not.
fn lay(merged: &mut Table, known: &Table, key: &str, value: Value, faults: &mut Vec<Fault>) {
    let secret_file = key
        .strip_suffix("_file")
        .filter(|base| SECRETS.contains(base) || ADDRESSES.contains(base));
    if let Some(base) = secret_file {
        match std::fs::read_to_string(text_of(&value)) {
            Ok(text) => put(merged, base, Value::String(text.trim().to_owned())),
            Err(error) => faults.push(Fault::new(
                key,
                format!("names a file that cannot be read: {error}"),
                "check the path and its permissions",
            )),
        }
        return;
    }
    if SECRETS.contains(&key) {
        put(merged, key, value);
        return;
    }
    match find(known, key) {
        None => faults.push(unknown(known, key)),
        Some(default) if default.type_str() != value.type_str() => faults.push(Fault::new(
            key,
            format!(
                "has the type {}, not {}",
                value.type_str(),
                default.type_str()
            ),
            format!("write it like the default: {default}"),
        )),
        // Codes of a provider's may be negative; then so is their default.
        Some(Value::Integer(default)) if *default < 0 => put(merged, key, value),
        Some(_) if matches!(value, Value::Integer(number) if number < 0 || u32::try_from(number).is_err()) =>
        {
            faults.push(Fault::new(
                key,
                "is out of range",
                "use a number from 0 to 4294967295",
            ));
        }
        Some(_) => put(merged, key, value),
    }
}

fn unknown(known: &Table, key: &str) -> Fault {
    let nearest = flatten(known.clone())
        .into_iter()
        .map(|(candidate, _)| candidate)
        .chain(SECRETS.map(str::to_owned))
        .map(|candidate| (strsim::damerau_levenshtein(&candidate, key), candidate))
        .min()
        .filter(|(distance, _)| *distance <= 4);
    let remedy = nearest.map_or_else(
        || "remove it; config.toml lists every setting".to_owned(),
        |(_, candidate)| format!("did you mean {candidate}?"),
    );
    Fault::new(key, "is not a setting", remedy)
}

/// A text of the environment in the type that the key's default has.
fn typed(known: &Table, key: &str, text: &str) -> Result<Value, String> {
    let string = || Ok(Value::String(text.to_owned()));
    match find(known, key) {
        None | Some(Value::String(_)) => string(),
        Some(Value::Integer(_)) => text
            .trim()
            .parse()
            .map(Value::Integer)
            .or(Err("is not a whole number".to_owned())),
        Some(Value::Boolean(_)) => text
            .trim()
            .parse()
            .map(Value::Boolean)
            .or(Err("is neither true nor false".to_owned())),
        // "1,2" for a list of numbers or words; TOML's own brackets work as well.
        Some(Value::Array(_)) => Ok(Value::Array(
            text.trim_matches(['[', ']'])
                .split(',')
                .map(|item| item.trim().trim_matches('"'))
                .filter(|item| !item.is_empty())
                .map(|item| {
                    item.parse()
                        .map_or_else(|_| Value::String(item.to_owned()), Value::Integer)
                })
                .collect(),
        )),
        Some(other) => Err(format!("is a {}", other.type_str())),
    }
}

fn has_password(key: &str, value: &Value) -> bool {
    ADDRESSES.contains(&key)
        && url::Url::parse(&text_of(value)).is_ok_and(|url| url.password().is_some())
}

fn without_password(address: &str) -> String {
    url::Url::parse(address).map_or_else(
        |_| address.to_owned(),
        |mut url| {
            if url.password().is_some() && url.set_password(Some("***")).is_err() {
                return "(set)".to_owned();
            }
            url.to_string()
        },
    )
}

fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.to_ascii_uppercase().replace('.', "__"))
}

fn text_of(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn find<'t>(table: &'t Table, key: &str) -> Option<&'t Value> {
    let (section, name) = key.split_once('.')?;
    table.get(section)?.as_table()?.get(name)
}

fn put(table: &mut Table, key: &str, value: Value) {
    if let Some((section, name)) = key.split_once('.')
        && let Some(section) = table.get_mut(section).and_then(Value::as_table_mut)
    {
        section.insert(name.to_owned(), value);
    }
}

/// `section.key` for every value; what stands outside a section keeps its bare name.
fn flatten(table: Table) -> Vec<(String, Value)> {
    let mut flat = Vec::new();
    for (section, value) in table {
        match value {
            Value::Table(entries) => flat.extend(
                entries
                    .into_iter()
                    .map(|(name, value)| (format!("{section}.{name}"), value)),
            ),
            other => flat.push((section, other)),
        }
    }
    flat
}
