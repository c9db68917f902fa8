//! Tables as files for spreadsheets: CSV and XLSX, from one typed table.

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::kernel::{
    lang::Lang,
    money::{Currency, Money},
    time::Timestamp,
};

/// A spreadsheet keeps so many digits of a number exactly; a longer one is written as text.
const EXACT_DIGITS: usize = 15;
/// Characters that a cell of XLSX holds.
const CELL_LIMIT: usize = 32_767;
/// Characters that the name of a sheet has at most.
const NAME_LIMIT: usize = 31;

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// What stands in it.
    pub kind: Kind,
}

impl Column {
    /// A column.
    pub fn new(title: impl Into<String>, kind: Kind) -> Self {
        Self {
            title: title.into(),
            kind,
        }
    }
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Whole numbers.
    Integer,
    /// Amounts of one currency.
    Money(Currency),
    /// Days.
    Date,
    /// Instants, shown in the table's zone.
    Moment,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing; fits every column.
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An amount.
    Money(Money),
    /// A day.
    Date(NaiveDate),
    /// An instant.
    Moment(Timestamp),
}

impl Cell {
    const fn fits(&self, kind: Kind) -> bool {
        match (self, kind) {
            (Self::Empty, _)
            | (Self::Text(_), Kind::Text)
            | (Self::Integer(_), Kind::Integer)
            | (Self::Date(_), Kind::Date)
            | (Self::Moment(_), Kind::Moment) => true,
            (Self::Money(money), Kind::Money(currency)) => matches!(
                (money.currency(), currency),
                (Currency::Rub, Currency::Rub) | (Currency::Uzs, Currency::Uzs)
            ),
            (
                Self::Text(_) | Self::Integer(_) | Self::Money(_) | Self::Date(_) | Self::Moment(_),
                _,
            ) => false,
        }
    }
}

/// A table that becomes a file.
#[derive(Clone, Debug)]
pub struct Table {
    name: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    zone: Tz,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A row that does not fit the columns: a fault of ours.
    #[error("a row does not fit the columns of the table")]
    Misfit,
    /// The CSV writer failed.
    #[error("the CSV file cannot be written")]
    Csv(#[from] csv::Error),
    /// The XLSX writer failed, for one because of too many rows.
    #[error("the XLSX file cannot be written")]
    Xlsx(#[from] XlsxError),
}

impl Table {
    /// A table without rows. Instants are shown in this zone.
    pub fn new(name: impl Into<String>, columns: Vec<Column>, zone: Tz) -> Self {
        Self {
            name: name.into(),
            columns,
            rows: Vec::new(),
            zone,
        }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// [`ExportError::Misfit`] when number or kinds of its cells are not those of the columns.
    pub fn push(&mut self, row: Vec<Cell>) -> Result<(), ExportError> {
        let fits = row.len() == self.columns.len()
            && row
                .iter()
                .zip(&self.columns)
                .all(|(cell, column)| cell.fits(column.kind));
        if !fits {
            return Err(ExportError::Misfit);
        }
        self.rows.push(row);
        Ok(())
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// CSV as spreadsheets of this language expect it: UTF-8 with a mark, in Russian and Uzbek with `;`
    /// between cells and a decimal comma, in English with `,` and a point. The other way round a
    /// spreadsheet takes `12.05` for a day in May.
    ///
    /// Words that begin as a formula does get a `'` before them, so that none is ever worked out.
    ///
    /// # Errors
    /// [`ExportError::Csv`].
    pub fn csv(&self, lang: Lang) -> Result<Vec<u8>, ExportError> {
        let (delimiter, point) = match lang {
            Lang::Ru | Lang::Uz => (b';', ","),
            Lang::En => (b',', "."),
        };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(self.columns.iter().map(|column| disarmed(&column.title)))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| match cell {
                Cell::Empty => String::new(),
                Cell::Text(text) => disarmed(text),
                Cell::Integer(number) => number.to_string(),
                Cell::Money(money) => money.to_string().replace('.', point),
                Cell::Date(date) => date.format("%Y-%m-%d").to_string(),
                Cell::Moment(moment) => self.local(*moment).format("%Y-%m-%d %H:%M:%S").to_string(),
            }))?;
        }
        writer
            .into_inner()
            .map_err(|error| ExportError::Csv(error.into_error().into()))
    }

    /// An XLSX file: one sheet, a header that stays in sight, a filter, numbers that can be summed.
    /// Words are always words there, never formulas.
    ///
    /// # Errors
    /// [`ExportError::Xlsx`], for one with more rows than a sheet has.
    pub fn xlsx(&self) -> Result<Vec<u8>, ExportError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&self.name))?;
        let header = Format::new()
            .set_bold()
            .set_align(FormatAlign::VerticalCenter)
            .set_border_bottom(FormatBorder::Thin);
        for (column, at) in self.columns.iter().zip(0_u16..) {
            sheet.write_string_with_format(0, at, cut(&column.title), &header)?;
            sheet.set_column_format(at, &format_of(column.kind))?;
        }
        for (row, y) in self.rows.iter().zip(1_u32..) {
            for ((cell, column), x) in row.iter().zip(&self.columns).zip(0_u16..) {
                self.write(sheet, (y, x), cell, &format_of(column.kind))?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        let last_row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let last_column = u16::try_from(self.columns.len()).unwrap_or(u16::MAX);
        if let Some(last_column) = last_column.checked_sub(1) {
            sheet.autofilter(0, 0, last_row, last_column)?;
        }
        sheet.autofit();
        Ok(book.save_to_buffer()?)
    }

    fn write(
        &self,
        sheet: &mut Worksheet,
        (y, x): (u32, u16),
        cell: &Cell,
        format: &Format,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => {
                sheet.write_string_with_format(y, x, cut(text), format)?;
            }
            Cell::Integer(number) => write_number(sheet, (y, x), &number.to_string(), format)?,
            Cell::Money(money) => write_number(sheet, (y, x), &money.to_string(), format)?,
            Cell::Date(date) => {
                sheet.write_date_with_format(y, x, date, format)?;
            }
            Cell::Moment(moment) => {
                sheet.write_datetime_with_format(y, x, self.local(*moment), format)?;
            }
        }
        Ok(())
    }

    fn local(&self, moment: Timestamp) -> NaiveDateTime {
        moment.utc().with_timezone(&self.zone).naive_local()
    }
}

/// A decimal text as a number; as text where a number would lose digits.
fn write_number(
    sheet: &mut Worksheet,
    (y, x): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    match text.parse::<f64>() {
        Ok(number) if digits <= EXACT_DIGITS => {
            sheet.write_number_with_format(y, x, number, format)?;
        }
        Ok(_) | Err(_) => {
            sheet.write_string(y, x, text)?;
        }
    }
    Ok(())
}

fn format_of(kind: Kind) -> Format {
    match kind {
        Kind::Text => Format::new().set_num_format("@"),
        Kind::Integer => Format::new().set_num_format("0"),
        Kind::Money(Currency::Rub) => Format::new().set_num_format("#,##0.00\\ \"₽\""),
        Kind::Money(Currency::Uzs) => Format::new().set_num_format("#,##0.00\\ \"soʻm\""),
        Kind::Date => Format::new().set_num_format("dd.mm.yyyy"),
        Kind::Moment => Format::new().set_num_format("dd.mm.yyyy hh:mm"),
    }
}

/// Words that no spreadsheet takes for a formula (OWASP, "CSV injection").
#[must_use]
pub fn disarmed(text: &str) -> String {
    // The full-width signs count as well where the spreadsheet is Japanese or Chinese.
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// What fits a cell.
fn cut(text: &str) -> String {
    text.chars().take(CELL_LIMIT).collect()
}

/// A name that Excel takes: short, without some signs, not empty.
fn sheet_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => ' ',
            control if control.is_control() => ' ',
            other => other,
        })
        .take(NAME_LIMIT)
        .collect();
    match plain.trim() {
        "" => "Sputnik".to_owned(),
        // Excel keeps this one for itself.
        history if history.eq_ignore_ascii_case("history") => "Sputnik".to_owned(),
        plain => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use chrono_tz::Asia::Tashkent;

    use super::*;

    fn text(words: &str) -> Cell {
        Cell::Text(words.to_owned())
    }

    fn table() -> Table {
        let columns = vec![
            Column::new("Кто", Kind::Text),
            Column::new("Штук", Kind::Integer),
            Column::new("Сумма", Kind::Money(Currency::Rub)),
            Column::new("День", Kind::Date),
            Column::new("Когда", Kind::Moment),
        ];
        let mut table = Table::new("Заказы: ноябрь/2026", columns, Tashkent);
        table
            .push(vec![
                text("Анна; \"студентка\""),
                Cell::Integer(-3),
                Cell::Money(Money::new(-1_899_005, Currency::Rub)),
                Cell::Date(NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()),
                Cell::Moment(Timestamp(1_793_000_000_000)),
            ])
            .unwrap();
        table
            .push(vec![
                text("=HYPERLINK(\"http://evil\")"),
                Cell::Empty,
                Cell::Money(Money::new(i64::MAX, Currency::Rub)),
                Cell::Empty,
                Cell::Empty,
            ])
            .unwrap();
        table
    }

    fn opened(table: &Table) -> (String, Vec<Vec<Data>>) {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(table.xlsx().unwrap())).unwrap();
        let name = book.sheet_names().first().unwrap().clone();
        let range = book.worksheet_range(&name).unwrap();
        assert!(
            book.worksheet_formula(&name).unwrap().is_empty(),
            "there is a formula"
        );
        (name, range.rows().map(<[Data]>::to_vec).collect())
    }

    #[test]
    fn csv_is_what_a_spreadsheet_of_the_language_reads() {
        let russian = String::from_utf8(table().csv(Lang::Ru).unwrap()).unwrap();
        assert_eq!(
            russian,
            "\u{feff}Кто;Штук;Сумма;День;Когда\r\n\
             \"Анна; \"\"студентка\"\"\";-3;-18990,05;2026-11-25;2026-10-26 12:33:20\r\n\
             \"'=HYPERLINK(\"\"http://evil\"\")\";;92233720368547758,07;;\r\n"
        );
        let english = String::from_utf8(table().csv(Lang::En).unwrap()).unwrap();
        assert!(english.contains(",-3,-18990.05,2026-11-25,"), "{english}");
    }

    #[test]
    fn csv_comes_back_whole_whatever_is_in_it() {
        let odd = [
            "a;b",
            "a,b",
            "a\"b",
            "two\nlines",
            "\r\n",
            " space ",
            "",
            "ё ʻ 漢 🎓",
            "'quoted'",
        ];
        for lang in Lang::ALL {
            let mut table = Table::new("x", vec![Column::new("x", Kind::Text); 2], Tashkent);
            for words in odd {
                table.push(vec![text("first"), text(words)]).unwrap();
            }
            let bytes = table.csv(lang).unwrap();
            let delimiter = if lang == Lang::En { b',' } else { b';' };
            let read: Vec<_> = csv::ReaderBuilder::new()
                .delimiter(delimiter)
                .from_reader(&bytes[3..])
                .records()
                .map(|record| record.unwrap()[1].to_owned())
                .collect();
            let expected: Vec<_> = odd.iter().map(|words| disarmed(words)).collect();
            assert_eq!(read, expected);
        }
    }

    #[test]
    fn nothing_that_people_write_becomes_a_formula() {
        for words in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1",
            "=cmd|' /C calc'!A0",
        ] {
            let columns = vec![Column::new(words, Kind::Text)];
            let mut table = Table::new("x", columns, Tashkent);
            table.push(vec![text(words)]).unwrap();
            let written = table.csv(Lang::Ru).unwrap();
            for record in csv::ReaderBuilder::new()
                .has_headers(false)
                .delimiter(b';')
                .from_reader(&written[3..])
                .records()
            {
                assert!(record.unwrap()[0].starts_with('\''), "{words}");
            }
            let (_, rows) = opened(&table);
            let words = words.trim_matches('\r');
            assert!(rows[1][0].to_string().contains(words.trim()), "{rows:?}");
        }
        // Numbers below zero are numbers.
        assert!(
            String::from_utf8(table().csv(Lang::Ru).unwrap())
                .unwrap()
                .contains(";-3;")
        );
    }

    #[test]
    fn xlsx_opens_again_with_numbers_days_and_words() {
        let (name, rows) = opened(&table());
        assert_eq!(name, "Заказы  ноябрь 2026");
        assert_eq!(rows[0][2], Data::String("Сумма".to_owned()));
        assert_eq!(rows[1][0], Data::String("Анна; \"студентка\"".to_owned()));
        assert_eq!(rows[1][1], Data::Float(-3.0));
        assert_eq!(rows[1][2], Data::Float(-18990.05));
        let moment = |cell: &Data| match cell {
            Data::DateTime(moment) => moment.as_datetime().unwrap().to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(moment(&rows[1][3]), "2026-11-25 00:00:00");
        assert_eq!(moment(&rows[1][4]), "2026-10-26 12:33:20");
        assert_eq!(
            rows[2][0],
            Data::String("=HYPERLINK(\"http://evil\")".to_owned())
        );
        assert_eq!(rows[2][1], Data::Empty);
        // More digits than a spreadsheet keeps: as text rather than wrong.
        assert_eq!(rows[2][2], Data::String("92233720368547758.07".to_owned()));
    }

    #[test]
    fn a_row_has_to_fit_the_columns() {
        let mut table = table();
        let rows = table.len();
        let uzs = Cell::Money(Money::new(1, Currency::Uzs));
        let empty = || vec![Cell::Empty; 4];
        for row in [
            empty(),
            [empty(), vec![Cell::Empty, Cell::Empty]].concat(),
            [vec![Cell::Integer(1)], empty()].concat(),
            vec![Cell::Empty, Cell::Empty, uzs, Cell::Empty, Cell::Empty],
        ] {
            assert!(matches!(table.push(row), Err(ExportError::Misfit)));
        }
        assert_eq!(table.len(), rows);
        assert!(!table.is_empty());
    }

    #[test]
    fn odd_names_and_long_words_do_not_stop_a_file() {
        let long = "я".repeat(40_000);
        for name in ["", "'", "history", "[a]:*?/\\", long.as_str(), "\u{0}"] {
            let columns = vec![Column::new(long.as_str(), Kind::Text)];
            let mut table = Table::new(name, columns, Tashkent);
            table.push(vec![text(&long)]).unwrap();
            table.push(vec![text("\u{0}\u{1}\u{b}\u{ffff}🎓")]).unwrap();
            let (sheet, rows) = opened(&table);
            assert!((1..=NAME_LIMIT).contains(&sheet.chars().count()), "{sheet}");
            assert_eq!(rows.len(), 3);
        }
        let nothing = Table::new("x", Vec::new(), Tashkent);
        assert!(nothing.xlsx().is_ok() && nothing.csv(Lang::En).is_ok());
    }
}
