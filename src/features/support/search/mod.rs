//! Full-text search over the answers of the help section, in memory.

mod stem;
mod text;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use self::stem::Stems;
use crate::kernel::lang::Lang;

/// Words of a query that are looked at.
const MOST_TERMS: usize = 64;
/// Characters of a query that are looked at.
const MOST_CHARS: usize = 1_024;
/// One, in the fixed point of all scores.
const ONE: u64 = 1_000;

#[path = "tune.rs"]
pub mod tune;
use tune::T;

pub struct Doc<'a> {
    pub question: &'a str,
    pub answer: &'a str,
    pub words: &'a [String],
    pub category: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub doc: usize,
    pub score: u64,
}

struct Known { text: String, len: usize, letters: u64, stem: usize }

pub struct Index {
    lang: Lang,
    stems: Stems,
    docs: usize,
    known: Vec<Known>,
    by_text: HashMap<String, usize>,
    in_docs: Vec<Vec<(usize, u64)>>,
    in_phrases: Vec<Vec<usize>>,
    rarity: Vec<u64>,
    phrases: Vec<(usize, u64)>,
    grams: HashMap<[char; 3], (u64, Vec<(usize, u64)>)>,
    gram_norm: Vec<u64>,
}

fn wide(n: usize) -> u64 { u64::try_from(n).unwrap_or(u64::MAX) }

fn log2(n: u64) -> u64 {
    let n = n.max(1);
    let whole = n.ilog2();
    // n / 2^whole in 1..2, in 16-bit fixed point
    let mut part = (u128::from(n) << 16) >> whole;
    let mut milli = u64::from(whole) * ONE;
    let mut half = ONE / 2;
    while half > 0 {
        part = (part * part) >> 16;
        if part >= 2 << 16 { part >>= 1; milli += half; }
        half /= 2;
    }
    milli
}

fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, l| set | 1 << (u32::from(l) % 61))
}

fn grams(word: &str) -> BTreeSet<[char; 3]> {
    let padded: Vec<char> = std::iter::once(' ').chain(word.chars()).chain(std::iter::once(' ')).collect();
    let mut set: BTreeSet<[char;3]> = padded.windows(3).filter_map(|w| <[char; 3]>::try_from(w).ok()).collect();
    if T::get("NOEND", 1) == 1 { set.retain(|g| g[2] != ' '); }
    set
}

impl Index {
    pub fn build<'a>(lang: Lang, docs: impl IntoIterator<Item = Doc<'a>>) -> Self {
        let stems = Stems::new(lang);
        let mut me = Self { lang, stems, docs: 0, known: vec![], by_text: HashMap::new(), in_docs: vec![], in_phrases: vec![], rarity: vec![], phrases: vec![], grams: HashMap::new(), gram_norm: vec![] };
        let mut counts: Vec<BTreeMap<usize, u64>> = vec![];
        let mut gcounts: Vec<BTreeMap<[char;3], u64>> = vec![];
        let mut phrase_sets: Vec<(usize, BTreeSet<usize>)> = vec![];
        for doc in docs {
            let n = me.docs; me.docs += 1;
            let mut count = BTreeMap::new();
            let mut gc: BTreeMap<[char;3], u64> = BTreeMap::new();
            let answer = text::plain(doc.answer);
            let mut parts = vec![(doc.question, T::get("FQ", 4), T::get("GQ", 3), true), (&answer, T::get("FA", 1), T::get("GA", 1), false), (doc.category, T::get("FC", 1), T::get("GC", 0), false)];
            parts.extend(doc.words.iter().map(|w| (w.as_str(), T::get("FW", 4), T::get("GW",3), true)));
            for (text, w, gw, phrase) in parts {
                let mut set = BTreeSet::new();
                for word in text::words(lang, text) {
                    if me.stems.is_stop(&word) { continue; }
                    let id = me.learn(&word);
                    *count.entry(id).or_insert(0) += w;
                    if gw > 0 { for g in grams(&word) { *gc.entry(g).or_insert(0) += gw; } }
                    set.insert(id);
                }
                if phrase && !set.is_empty() { phrase_sets.push((n, set)); }
            }
            counts.push(count); gcounts.push(gc);
        }
        // rarity
        let nstems = me.in_docs.len();
        let mut df = vec![0u64; nstems];
        for c in &counts { for &s in c.keys() { df[s] += 1; } }
        let nd = wide(me.docs);
        me.rarity = df.iter().map(|d| rarity(nd, *d)).collect();
        let lens: Vec<u64> = counts.iter().map(|c| c.values().sum()).collect();
        let avg = (lens.iter().sum::<u64>() / nd.max(1)).max(1);
        let (k, b) = (T::get("K", 1500), T::get("B", 500));
        for (n, c) in counts.iter().enumerate() {
            let norm = k * (ONE - b + b * lens[n] / avg) / ONE;
            for (&s, &tf) in c {
                let tf = tf * ONE;
                let sat = tf * ONE / (tf + norm).max(1);
                me.in_docs[s].push((n, me.rarity[s] * sat / ONE));
            }
        }
        me.in_phrases = vec![vec![]; nstems];
        for (doc, set) in phrase_sets {
            let mass = set.iter().map(|s| me.rarity[*s]).sum();
            let p = me.phrases.len();
            me.phrases.push((doc, mass));
            for s in set { me.in_phrases[s].push(p); }
        }
        let mut gdf: BTreeMap<[char;3], u64> = BTreeMap::new();
        for c in &gcounts { for g in c.keys() { *gdf.entry(*g).or_insert(0) += 1; } }
        for (n, c) in gcounts.iter().enumerate() {
            let mut sq = 0u64;
            for (g, tf) in c {
                let r = rarity(nd, gdf[g]);
                let w = r * (ONE + log2(*tf)) / ONE;
                sq += w * w;
                me.grams.entry(*g).or_insert_with(|| (r, vec![])).1.push((n, w));
            }
            me.gram_norm.push(sq.isqrt().max(1));
        }
        me
    }

    fn learn(&mut self, word: &str) -> usize {
        if let Some(&k) = self.by_text.get(word) { return self.known[k].stem; }
        let stem = self.stems.stem(word);
        let id = if let Some(&k) = self.by_text.get(&stem) { self.known[k].stem } else {
            let id = self.in_docs.len();
            self.in_docs.push(vec![]);
            self.add(&stem, id);
            id
        };
        if word != stem { self.add(word, id); }
        id
    }
    fn add(&mut self, text: &str, stem: usize) {
        self.by_text.insert(text.to_owned(), self.known.len());
        self.known.push(Known { text: text.to_owned(), len: text.chars().count(), letters: letters(text), stem });
    }

    fn matches(&self, word: &str, stem: &str) -> Vec<(usize, u64)> {
        let mut found: BTreeMap<usize, u64> = BTreeMap::new();
        let mut put = |s: usize, sim: u64| { let e = found.entry(s).or_insert(0); *e = (*e).max(sim); };
        let exact = self.by_text.get(word).or_else(|| self.by_text.get(stem));
        if let Some(&k) = exact { put(self.known[k].stem, ONE); }
        let forms = if word == stem { vec![word] } else { vec![word, stem] };
        for form in forms {
            let len = form.chars().count();
            let set = letters(form);
            let reach = if len >= 7 { 2 } else if len >= 4 { 1 } else { 0 };
            for known in &self.known {
                if exact.is_none() && reach > 0 {
                    let reach = reach.min(if known.len >= 7 { 2 } else if known.len >= 4 { 1 } else { 0 });
                    if known.len.abs_diff(len) <= reach && (set ^ known.letters).count_ones() as usize <= 2 * reach {
                        let d = strsim::osa_distance(form, &known.text);
                        if d <= reach { put(known.stem, ONE.saturating_sub(T::get("DL", 1500) * wide(d) / wide(len)).min(T::get("DMAX", 900))); }
                    }
                }
                let short = len.min(known.len);
                if short >= T::get("PMIN", 4) as usize && len != known.len && (known.text.starts_with(form) || form.starts_with(&known.text)) {
                    put(known.stem, (T::get("PRE", 700) * wide(short) / wide(len.max(known.len))));
                }
            }
        }
        found.into_iter().collect()
    }

    fn score(&self, reading: &str) -> Vec<u64> {
        let mut seen = BTreeSet::new();
        let mut cover = vec![0u64; self.docs];
        let mut phr = vec![0u64; self.phrases.len()];
        let mut total = 0u64;
        let top = rarity(wide(self.docs), 1);
        let mut qgrams: BTreeMap<[char; 3], u64> = BTreeMap::new();
        for word in text::words(self.lang, reading).take(MOST_TERMS) {
            if self.stems.is_stop(&word) { continue; }
            let stem = self.stems.stem(&word);
            if !seen.insert(stem.clone()) { continue; }
            let m = self.matches(&word, &stem);
            let w = m.iter().max_by_key(|(_, sim)| *sim).map_or(top * T::get("UNK", 700) / ONE, |(s, sim)| (self.rarity[*s] * sim + top * (ONE - sim)) / ONE);
            total += w;
            let mut db: BTreeMap<usize, u64> = BTreeMap::new();
            let mut pb: BTreeMap<usize, u64> = BTreeMap::new();
            for (s, sim) in &m {
                for (d, imp) in &self.in_docs[*s] { let e = db.entry(*d).or_insert(0); *e = (*e).max(imp * sim / ONE); }
                for p in &self.in_phrases[*s] { let e = pb.entry(*p).or_insert(0); *e = (*e).max(self.rarity[*s] * sim / ONE); }
            }
            for (d, v) in db { cover[d] += v; }
            for (p, v) in pb { phr[p] += v; }
            for g in grams(&word) { *qgrams.entry(g).or_insert(0) += 1; }
        }
        let total = total.max(1);
        let mut phrase = vec![0u64; self.docs];
        for (p, v) in phr.iter().enumerate() {
            let (doc, mass) = self.phrases[p];
            let dice = 2 * v * ONE / (mass + total);
            phrase[doc] = phrase[doc].max(dice);
        }
        let mut dot = vec![0u64; self.docs];
        let mut sq = 0u64;
        for (g, tf) in &qgrams {
            let (r, post) = match self.grams.get(g) { Some(x) => (x.0, x.1.as_slice()), None => (top, &[][..]) };
            let w = r * (ONE + log2(*tf)) / ONE;
            sq += w * w;
            for (d, v) in post { dot[*d] += v * w; }
        }
        let qn = sq.isqrt().max(1);
        let (a, p, g) = (T::get("WC", 400), T::get("WP", 300), T::get("WG", 800));
        (0..self.docs).map(|d| {
            let cos = dot[d] / qn * ONE / self.gram_norm[d];
            let cov = cover[d] * ONE / total;
            (a * cov + p * phrase[d] + g * cos) / ONE
        }).collect()
    }

    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let short: String = query.chars().take(MOST_CHARS).collect();
        let mut best = vec![0u64; self.docs];
        for r in text::readings(self.lang, &short) {
            for (b, s) in best.iter_mut().zip(self.score(&r)) { *b = (*b).max(s); }
        }
        let mut hits: Vec<Hit> = best.into_iter().enumerate().map(|(doc, score)| Hit { doc, score }).filter(|h| h.score >= T::get("MIN", 200)).collect();
        hits.sort_by_key(|h| (std::cmp::Reverse(h.score), h.doc));
        let top = hits.first().map_or(0, |h| h.score);
        hits.retain(|h| h.score * ONE >= top * T::get("REL", 0));
        hits.truncate(limit);
        hits
    }
}

fn rarity(docs: u64, with: u64) -> u64 {
    log2((docs + 1) * 1024).saturating_sub(log2(with * 1024)).max(1)
}
