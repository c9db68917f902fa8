//! Changes a copy of the sources so that each of many small mistakes can be switched on by its number at
//! run time: one build serves all of them. Started by `scripts/mutants tours`.
//!
//! `mutate ROOT FILE…` rewrites these files below ROOT, and prints one line for each mistake: its number,
//! the place, and what is wrong when it is on. The copy's library gets a module `mutants`.

#![expect(
    clippy::print_stdout,
    reason = "a command line program: its list goes to stdout"
)]

use std::{env, fs, path::Path};

use anyhow::Context as _;
use quote::ToTokens as _;
use syn::{
    Attribute, BinOp, Block, Expr, ExprBinary, ExprMethodCall, ImplItemConst, ImplItemFn,
    ItemConst, ItemFn, ItemMod, ItemStatic, ReturnType, Signature, Stmt, Type, UnOp, parse_quote,
    spanned::Spanned as _,
    visit_mut::{self, VisitMut},
};

/// Says which mistake is on: none without the variable.
const SWITCH: &str = r#"
pub mod mutants {
    static CHOSEN: std::sync::LazyLock<Option<u32>> = std::sync::LazyLock::new(|| {
        std::env::var("SPUTNIK_MUTANT").ok()?.parse().ok()
    });

    pub fn is_on(number: u32) -> bool {
        *CHOSEN == Some(number)
    }
}
"#;

fn main() -> anyhow::Result<()> {
    let mut arguments = env::args().skip(1);
    let root = arguments.next().context("mutate ROOT FILE…")?;
    let root = Path::new(&root);
    let mut number = 0;
    for file in arguments {
        let path = root.join(&file);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {file}"))?;
        let mut tree = syn::parse_file(&text).with_context(|| format!("cannot parse {file}"))?;
        let mut mutator = Mutator {
            number,
            file,
            within: Vec::new(),
        };
        mutator.visit_file_mut(&mut tree);
        number = mutator.number;
        fs::write(&path, prettyplease::unparse(&tree))?;
    }
    let library = root.join("src/lib.rs");
    let text = fs::read_to_string(&library)?;
    fs::write(&library, text + SWITCH)?;
    Ok(())
}

/// Walks one file.
struct Mutator {
    number: u32,
    file: String,
    /// The functions around.
    within: Vec<String>,
}

impl Mutator {
    /// The condition that a new mistake is on.
    fn mistake(&mut self, line: usize, what: &str) -> Expr {
        self.number += 1;
        let number = self.number;
        let within = self.within.last().map_or("", String::as_str);
        println!("{number}\t{}:{line}\t{within}\t{what}", self.file);
        parse_quote!(crate::mutants::is_on(#number))
    }

    fn function(&mut self, sig: &Signature, attributes: &[Attribute], block: &mut Block) {
        if sig.constness.is_some() || is_test(attributes) {
            return;
        }
        self.within.push(sig.ident.to_string());
        visit_mut::visit_block_mut(self, block);
        let line = sig.ident.span().start().line;
        for (value, words) in answers(&sig.output) {
            let on = self.mistake(line, &format!("answers {words} at once"));
            block
                .stmts
                .insert(0, parse_quote!(if #on { return #value; }));
        }
        self.within.pop();
    }
}

impl VisitMut for Mutator {
    // What is computed while compiling has no environment.
    fn visit_item_const_mut(&mut self, _: &mut ItemConst) {}
    fn visit_item_static_mut(&mut self, _: &mut ItemStatic) {}
    fn visit_impl_item_const_mut(&mut self, _: &mut ImplItemConst) {}

    fn visit_item_mod_mut(&mut self, module: &mut ItemMod) {
        if !is_test(&module.attrs) {
            visit_mut::visit_item_mod_mut(self, module);
        }
    }

    fn visit_item_fn_mut(&mut self, function: &mut ItemFn) {
        self.function(&function.sig, &function.attrs, &mut function.block);
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        self.function(&function.sig, &function.attrs, &mut function.block);
    }

    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        visit_mut::visit_stmt_mut(self, stmt);
        // Something is done, and whatever it answers is not looked at. A transaction that is dropped is
        // rolled back all the same.
        if let Stmt::Expr(Expr::Try(tried), Some(_)) = stmt
            && matches!(*tried.expr, Expr::Await(_) | Expr::Call(_))
            && !tried.to_token_stream().to_string().contains("rollback")
        {
            let on = self.mistake(tried.span().start().line, "leaves a step out");
            let kept = stmt.clone();
            *stmt = parse_quote!(if !#on { #kept });
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let line = expr.span().start().line;
        visit_mut::visit_expr_mut(self, expr);
        match expr {
            Expr::Binary(binary) => self.binary(line, &binary.clone(), expr),
            Expr::MethodCall(call) => self.call(line, &call.clone(), expr),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                let on = self.mistake(line, "forgets a `!`");
                let (inner, kept) = (unary.expr.clone(), unary.clone());
                *expr = parse_quote!((if #on { #inner } else { #kept }));
            }
            _ => {}
        }
    }
}

impl Mutator {
    fn binary(&mut self, line: usize, binary: &ExprBinary, expr: &mut Expr) {
        // A `let` in a condition stands where it stands.
        if matches!(*binary.left, Expr::Let(_)) || matches!(*binary.right, Expr::Let(_)) {
            return;
        }
        let text = binary.left.to_token_stream().to_string();
        if matches!(binary.op, BinOp::And(_)) && text.contains("let ") {
            return;
        }
        for op in others(binary.op) {
            let mut wrong = binary.clone();
            wrong.op = op;
            let what = format!(
                "`{}` for `{}`",
                op.to_token_stream(),
                binary.op.to_token_stream()
            );
            let on = self.mistake(line, &what);
            let kept = expr.clone();
            *expr = parse_quote!((if #on { #wrong } else { #kept }));
        }
    }

    fn call(&mut self, line: usize, call: &ExprMethodCall, expr: &mut Expr) {
        let name = call.method.to_string();
        let receiver = call.receiver.to_token_stream().to_string();
        // Conditions are added up as well, of expressions with columns.
        let is_sum = receiver.contains("Expr :: col") && !receiver.contains("Condition");
        let other = match (name.as_str(), call.args.len()) {
            ("filter", 1) => {
                let condition = call.args.first();
                // A condition of a query, not a closure over an iterator.
                if let Some(condition @ (Expr::Call(_) | Expr::MethodCall(_))) = condition {
                    let on = self.mistake(line, "leaves a condition out");
                    let mut wrapped = call.clone();
                    wrapped.args.clear();
                    wrapped.args.push(parse_quote!({
                        let all = ::sea_orm::Condition::all();
                        if #on { all } else { all.add(#condition) }
                    }));
                    *expr = Expr::MethodCall(wrapped);
                }
                return;
            }
            ("eq", 1) => "ne",
            ("ne", 1) => "eq",
            ("gt", 1) => "lte",
            ("lte", 1) => "gt",
            ("lt", 1) => "gte",
            ("gte", 1) => "lt",
            ("is_in", 1) => "is_not_in",
            ("is_null", 0) => "is_not_null",
            ("is_not_null", 0) => "is_null",
            ("add", 1) if is_sum => "sub",
            ("sub", 1) if is_sum => "add",
            _ => return,
        };
        let mut wrong = call.clone();
        wrong.method = syn::Ident::new(other, call.method.span());
        let on = self.mistake(line, &format!("`{other}` for `{name}`"));
        *expr = parse_quote!((if #on { #wrong } else { #call }));
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.to_token_stream().to_string();
        text.contains("test")
    })
}

/// Operators that one may have written instead.
fn others(op: BinOp) -> Vec<BinOp> {
    match op {
        BinOp::Eq(_) => vec![parse_quote!(!=)],
        BinOp::Ne(_) => vec![parse_quote!(==)],
        BinOp::Lt(_) => vec![parse_quote!(<=), parse_quote!(>)],
        BinOp::Le(_) => vec![parse_quote!(<), parse_quote!(>)],
        BinOp::Gt(_) => vec![parse_quote!(>=), parse_quote!(<)],
        BinOp::Ge(_) => vec![parse_quote!(>), parse_quote!(<)],
        BinOp::And(_) => vec![parse_quote!(||)],
        BinOp::Or(_) => vec![parse_quote!(&&)],
        BinOp::Add(_) => vec![parse_quote!(-)],
        BinOp::Sub(_) => vec![parse_quote!(+)],
        BinOp::Mul(_) => vec![parse_quote!(/)],
        BinOp::Div(_) => vec![parse_quote!(*)],
        BinOp::AddAssign(_) => vec![parse_quote!(-=)],
        BinOp::SubAssign(_) => vec![parse_quote!(+=)],
        _ => Vec::new(),
    }
}

/// What a function may answer without having done anything.
fn answers(output: &ReturnType) -> Vec<(Expr, &'static str)> {
    match output {
        ReturnType::Default => vec![(parse_quote!(()), "()")],
        ReturnType::Type(_, answer) => values(answer),
    }
}

fn values(answer: &Type) -> Vec<(Expr, &'static str)> {
    let text = answer.to_token_stream().to_string().replace(' ', "");
    if let Some(inner) = text.strip_prefix("Result<") {
        return plain(inner.split(',').next().unwrap_or_default())
            .into_iter()
            .map(|(value, words)| (parse_quote!(Ok(#value)), words))
            .collect();
    }
    if let Some(inner) = text.strip_prefix("anyhow::Result<") {
        return plain(inner.trim_end_matches('>'))
            .into_iter()
            .map(|(value, words)| (parse_quote!(Ok(#value)), words))
            .collect();
    }
    plain(&text)
}

fn plain(answer: &str) -> Vec<(Expr, &'static str)> {
    match answer {
        "()" => vec![(parse_quote!(()), "()")],
        "bool" => vec![(parse_quote!(true), "true"), (parse_quote!(false), "false")],
        "i32" | "i64" | "u32" | "u64" | "usize" => {
            vec![(parse_quote!(0), "0"), (parse_quote!(1), "1")]
        }
        text if text.starts_with("Option<") => vec![(parse_quote!(None), "None")],
        text if text.starts_with("Vec<") => vec![(parse_quote!(Vec::new()), "nothing")],
        _ => Vec::new(),
    }
}
