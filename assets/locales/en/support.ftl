faq-home =
    <b>Questions and answers</b>

    Choose a topic or just write your question.
faq-category = <b>{ $title }</b>
faq-question = <b>{ $question }</b>
faq-helped = <i>Did this help?</i>
faq-yes = 👍 Yes
faq-no = 👎 No
faq-thanks = Glad to help!
faq-sorry = Sorry about that. Try asking in other words.
faq-search = 🔎 Ask in your own words
faq-ask = Write your question in your own words. Typos are fine.
faq-words-only = Please type your question in words.
faq-found =
    { $count ->
        [one] This looks like your question:
       *[other] Have a look at these questions:
    }
faq-nothing = No answer was found for this question. Try other words or look through the topics.
faq-contact = Or write to us: { $contact }
faq-all = 📚 All topics
