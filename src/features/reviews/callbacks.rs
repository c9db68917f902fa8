//! Buttons of reviews.

use super::work::Work;
use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    entity::review::{Status, Subject},
    kernel::ids::ReviewId,
};

/// What the buttons say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewsCallback {
    /// What everybody may read, this page.
    Open(u32),
    /// The same about the executor of this number.
    Of(i32, u32),
    /// One of them in full; the page to go back to.
    Read(ReviewId, u32),
    /// The stars to choose from.
    Ask(Work),
    /// So many stars.
    Rate(Work, u8),
    /// No words to them.
    Wordless(Work),
    /// Staff: reviews of this state, this page.
    Queue(Status, u32),
    /// Staff: one review.
    Card(ReviewId),
    /// Staff: let everybody read it, as it was seen.
    Show(ReviewId, String),
    /// Staff: let nobody read it, as it was seen.
    Hide(ReviewId, String),
    /// Staff: answer it.
    Answer(ReviewId),
}

impl ReviewsCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let id = ReviewId(i64::MAX);
        let mut samples = vec![
            Self::Open(u32::MAX),
            Self::Of(i32::MAX, u32::MAX),
            Self::Read(id, u32::MAX),
            Self::Card(id),
            Self::Show(id, "f".repeat(8)),
            Self::Hide(id, "f".repeat(8)),
            Self::Answer(id),
        ];
        for subject in Subject::ALL {
            let work = Work::of(subject, i64::MAX);
            samples.extend([Self::Ask(work), Self::Rate(work, 5), Self::Wordless(work)]);
        }
        samples.extend(Status::ALL.map(|status| Self::Queue(status, u32::MAX)));
        samples
    }
}

impl Callback for ReviewsCallback {
    const TAG: &'static str = "v1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Open(page) => to.word("open").int((*page).into()),
            Self::Of(number, page) => to.word("of").int((*number).into()).int((*page).into()),
            Self::Read(id, page) => to.word("read").int(id.0).int((*page).into()),
            Self::Ask(work) => about(to.word("ask"), *work),
            Self::Rate(work, stars) => about(to.word("rate"), *work).int((*stars).into()),
            Self::Wordless(work) => about(to.word("bare"), *work),
            Self::Queue(status, page) => to.word("queue").word(status.word()).int((*page).into()),
            Self::Card(id) => to.word("card").int(id.0),
            Self::Show(id, seen) => to.word("show").int(id.0).word(seen),
            Self::Hide(id, seen) => to.word("hide").int(id.0).word(seen),
            Self::Answer(id) => to.word("answer").int(id.0),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let id = |from: &mut Reader<'_>| from.int().map(ReviewId);
        Ok(match action {
            "open" => Self::Open(from.int()?),
            "of" => Self::Of(from.int()?, from.int()?),
            "read" => Self::Read(id(from)?, from.int()?),
            "ask" => Self::Ask(work(from)?),
            "rate" => Self::Rate(work(from)?, from.int()?),
            "bare" => Self::Wordless(work(from)?),
            "queue" => {
                let status = Status::from_word(from.word()?).ok_or(Malformed)?;
                Self::Queue(status, from.int()?)
            }
            "card" => Self::Card(id(from)?),
            "show" => Self::Show(id(from)?, from.word()?.to_owned()),
            "hide" => Self::Hide(id(from)?, from.word()?.to_owned()),
            "answer" => Self::Answer(id(from)?),
            _ => return Err(Malformed),
        })
    }
}

fn about(to: &mut Writer, work: Work) -> &mut Writer {
    to.word(work.subject().word()).int(work.id())
}

fn work(from: &mut Reader<'_>) -> Result<Work, Malformed> {
    let subject = Subject::from_word(from.word()?).ok_or(Malformed)?;
    Ok(Work::of(subject, from.int()?))
}
