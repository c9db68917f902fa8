menu-study = 🎓 Помощь с учёбой

study-home =
    <b>Помощь с учёбой</b>

    Выберите, с чем помочь. Сначала вы видите цену, потом платите; работу можно вернуть на доработку.
study-go-on = ✏️ Продолжить заявку: { $kind }
study-mine = 📂 Мои заказы
study-kind =
    <b>{ $title }</b>

    { $description }
study-price-fixed = <b>Цена:</b> { $price }
study-price-quote = <b>Цена:</b> назовём, когда прочитаем заявку. Это бесплатно и ни к чему не обязывает.
study-price-offers = <b>Цена:</b> исполнители предложат свою, а вы выберете.
study-kind-terms =
    <b>Обычный срок:</b> { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    }
    <b>Доработки:</b> { $revisions ->
        [0] по договорённости
        [one] { $revisions } бесплатная
        [few] { $revisions } бесплатные
       *[other] { $revisions } бесплатных
    }
    Если не ответить на сданную работу { $accept ->
        [one] { $accept } день
        [few] { $accept } дня
       *[other] { $accept } дней
    }, она считается принятой. Гарантия: ещё { $warranty ->
        [one] { $warranty } день
        [few] { $warranty } дня
       *[other] { $warranty } дней
    } после приёмки.
study-begin = ✍️ Оставить заявку
study-field-subject = Предмет
study-field-topic = Тема
study-field-details = Что нужно
study-field-deadline = Срок
study-field-volume = Объём
study-field-files = Файлы
study-field-budget = Бюджет
study-line = <b>{ $name }:</b> { $value }
study-line-files = <b>Файлы:</b> { $count }
study-ask-subject = Какой предмет? Например: теория вероятностей.
study-ask-topic = Какая тема?
study-ask-details = Расскажите, что нужно: задание, требования, что уже сделано, где застряли. До 3000 символов.
study-ask-deadline = К какому дню нужно? Выберите в календаре или напишите, например 25.12. Самый ранний день: { $day }.
study-ask-volume = Какой объём ({ $hint })?
study-ask-files =
    Пришлите методичку, задание, черновик: всё, что поможет. Можно сразу несколько файлов, всего до { $limit }.

    { $count ->
        [0] Пока ни одного.
        [one] Уже есть { $count } файл.
        [few] Уже есть { $count } файла.
       *[other] Уже есть { $count } файлов.
    }
study-ask-budget = На какую сумму вы рассчитываете, в рублях? Это поможет исполнителям, но ни к чему не обязывает.
study-skip = Пропустить ›
study-next = Дальше ›
study-to-summary = 📄 К заявке
study-summary = <b>Ваша заявка</b> · { $kind }
study-summary-missing = Осталось заполнить: { $name }.
study-submit = 📨 Отправить заявку
study-discard = 🗑 Удалить черновик
study-discard-ask = Удалить черновик вместе с файлами? Вернуть его будет нельзя.
study-files =
    { $count ->
        [one] 📎 { $count } файл
        [few] 📎 { $count } файла
       *[other] 📎 { $count } файлов
    }
study-files-title =
    { $count ->
        [0] Файлов нет.
       *[other] Нажмите на файл, чтобы убрать его из заявки.
    }
study-file =
    { $kind ->
        [photo] Фото { $number }
        [voice] Голосовое { $number }
        [video] Видео { $number }
        [audio] Аудио { $number }
       *[other] Файл { $number }
    }
study-list = <b>Мои заказы</b>
study-list-empty = Заказов пока нет.
study-row = { $mark } № { $id } · { $kind } · { $status }
study-newest = ⇤ Новые
study-older = Раньше ›
study-open = 📂 Открыть заказ

study-status-draft = черновик
study-status-submitted = ищем цену
study-status-quoted = есть цена
study-status-awaiting-payment = ждёт оплаты
study-status-paid = оплачен
study-status-in-progress = в работе
study-status-delivered = готов, ждёт вас
study-status-changes-requested = на доработке
study-status-disputed = спор
study-status-completed = завершён
study-status-refunded = деньги возвращены
study-status-cancelled = отменён
study-status-expired = истёк

study-card =
    <b>Заказ № { $id }</b> · { $kind }
    { $topic }

    <b>Сейчас:</b> { $status }
study-next-submitted = Заявка принята. Напишем, как только появится цена.
study-next-offers =
    { $count ->
        [one] Есть { $count } предложение. Сравните и выберите или подождите ещё.
        [few] Есть { $count } предложения. Сравните и выберите или подождите ещё.
       *[other] Есть { $count } предложений. Сравните и выберите или подождите ещё.
    }
study-next-quoted =
    Цена: <b>{ $price }</b>, срок: { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    }.
    { $note }
study-next-pay = Осталось оплатить <b>{ $price }</b>. Ждём до { $until }, потом заказ закроется.
study-next-assigned = Оплата получена. Исполнитель вот-вот возьмётся за работу.
study-next-paid = Оплата получена. Подбираем исполнителя.
study-next-work = Исполнитель работает. Можно писать ему прямо здесь.
study-next-delivered =
    Работа готова: посмотрите её и примите до { $until }. { $revisions ->
        [0] Бесплатных доработок нет.
        [one] Осталась { $revisions } бесплатная доработка.
        [few] Осталось { $revisions } бесплатные доработки.
       *[other] Осталось { $revisions } бесплатных доработок.
    }
study-next-rest = Работа готова. Если всё хорошо, оплатите остаток <b>{ $rest }</b>: так вы её и примете.
study-next-changes = Исполнитель вносит правки.
study-next-disputed = Мы читаем переписку и решим, как быть. Обычно это занимает день-два.
study-next-warranty = Если найдёте ошибку, напишите до { $until }: гарантия ещё действует.
study-next-ended = <b>Причина:</b> { $reason }
study-fact-executor = <b>Исполнитель:</b> { $number }
study-fact-due = <b>Срок:</b> { $day }
study-fact-price = <b>Цена:</b> { $price }
study-fact-paid = <b>Оплачено:</b> { $paid }
study-fact-refunded = <b>Возвращаем:</b> { $back }
study-extension-asked = ⏳ Исполнитель просит время до <b>{ $day }</b>: { $reason }
study-extension-yes = ✅ Дать время
study-extension-no = ✖️ Не давать
study-see-offers = ✋ Предложения
study-quote-yes = ✅ Согласен, к оплате
study-quote-no = ✖️ Не подходит
study-pay = 💳 Оплатить
study-pay-rest = 💳 Оплатить остаток и принять
study-deliveries = 📦 Что сдано
study-accept = ✅ Принять работу
study-changes = 🔁 На доработку
study-write = ✉️ Написать
study-thread = 💬 Переписка
study-brief = 📄 Заявка
study-timeline = 🕓 История
study-cancel = ✖️ Отменить
study-dispute = ⚖️ Проблема
study-brief-title = <b>Заявка № { $id }</b> · { $kind }
study-offers =
    <b>Предложения по заказу № { $id }</b>

    { $count ->
        [0] Пока ни одного.
       *[other] Сверху самые недорогие.
    }
study-offer =
    <b>Исполнитель { $number }</b> · { $stars }
    { $price } · { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    }
    { $note }
study-stars =
    ⭐ { $stars } ({ $count ->
        [one] { $count } отзыв
        [few] { $count } отзыва
       *[other] { $count } отзывов
    })
study-no-reviews = отзывов пока нет
study-offer-choose = { $number } · { $price }
study-offer-ask = Выбрать это предложение? Дальше оплата, и исполнитель начнёт.
study-offer-yes = ✅ Выбрать
study-got = <b>Что сдано по заказу № { $id }</b>
study-got-one = <b>Версия { $number }</b> · { $at }
study-got-files = 📎 Версия { $number } · { $count }
study-no-files = В этой версии только текст.
study-accept-ask =
    Принять работу? Деньги уйдут исполнителю. Гарантия останется ещё на { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    }.
study-changes-ask = Что поправить? Напишите одним сообщением. Бесплатных доработок осталось: { $left }.
study-dispute-ask = Что случилось? Опишите одним сообщением, до { $limit } символов. Мы прочитаем переписку и решим, как разделить деньги.
study-cancel-free = Отменить заказ? Денег за него ещё не было.
study-cancel-refund = Отменить заказ? Вернём всё, что вы заплатили: <b>{ $back }</b>. Обычно деньги приходят за 1–3 дня.
study-cancel-staff = Работа уже идёт, поэтому сам заказ не отменяется. Расскажите, что случилось: мы решим, сколько вернуть.
study-cancel-over = Этот заказ уже завершён.
study-timeline-title = <b>История заказа № { $id }</b>
study-timeline-row = { $at }: { $deed }

study-deed-submitted = заявка отправлена
study-deed-quoted = названа цена
study-deed-quote-accepted = цена принята
study-deed-quote-declined = цена не подошла
study-deed-offered = новое предложение
study-deed-offer-withdrawn = предложение отозвано
study-deed-offer-chosen = предложение выбрано
study-deed-paid = оплата получена
study-deed-revived = поздняя оплата, заказ снова открыт
study-deed-late-money = поздняя оплата, деньги возвращаем
study-deed-taken = исполнитель взял заказ
study-deed-assigned = назначен исполнитель
study-deed-started = работа началась
study-deed-declined = исполнитель отказался
study-deed-accept-timed-out = исполнитель не ответил
study-deed-taken-away = заказ забрали у исполнителя
study-deed-delivered = работа сдана
study-deed-changes-requested = отправлено на доработку
study-deed-accepted = работа принята
study-deed-auto-accepted = принята автоматически
study-deed-extension-asked = исполнитель просит время
study-deed-extension-agreed = срок продлён
study-deed-extension-refused = срок не продлён
study-deed-disputed = открыт спор
study-deed-claimed = обращение по гарантии
study-deed-decided = спор решён
study-deed-cancelled = заказ отменён
study-deed-expired = заказ истёк
study-deed-contacts-masked = в сообщении скрыты контакты

study-news-quoted = 💬 Заказ № { $id } ({ $kind }): цена { $price }.
study-news-offered = ✋ Заказ № { $id } ({ $kind }): новое предложение исполнителя.
study-news-paid = ✅ Оплата получена: заказ № { $id } ({ $kind }).
study-news-started = 🛠 Заказ № { $id } ({ $kind }): исполнитель начал работу.
study-news-delivered = 📦 Заказ № { $id } ({ $kind }): работа готова, посмотрите.
study-news-auto-completed = 🏁 Заказ № { $id } ({ $kind }) принят автоматически. Гарантия ещё действует.
study-news-extension = ⏳ Заказ № { $id } ({ $kind }): исполнитель просит больше времени.
study-news-disputed = ⚖️ Заказ № { $id } ({ $kind }): исполнитель позвал нас разобраться. Мы читаем переписку.
study-news-decided = ⚖️ Заказ № { $id } ({ $kind }): мы приняли решение.
study-news-cancelled = ✖️ Заказ № { $id } ({ $kind }) отменён.
study-news-expired = ⌛️ Заказ № { $id } ({ $kind }) закрыт: время вышло. Можно оформить его заново.
study-news-late-money = ↩️ Оплата заказа № { $id } ({ $kind }) пришла слишком поздно. Деньги возвращаем.
study-news-accept-soon = 📦 Заказ № { $id } ({ $kind }): завтра работа будет принята автоматически. Посмотрите её.
study-news-pay-soon = 💳 Заказ № { $id } ({ $kind }): скоро истечёт время на оплату.

study-error-gone = Такого заказа нет.
study-error-kind-gone = Такой услуги больше нет. Выберите другую.
study-error-moved = Пока вы думали, с заказом что-то произошло. Откройте его ещё раз.
study-error-taken = Этот заказ только что взял другой исполнитель.
study-error-hands-full = У вас уже столько заказов в работе, сколько можно. Сдайте один и возвращайтесь.
study-error-no-executor = Этот исполнитель сейчас не работает.
study-error-own-order = Это ваш собственный заказ.
study-error-draft = У вас уже есть черновик заявки. Допишите его или удалите.
study-error-not-asked = Для этой услуги такое не указывают.
study-error-missing = Заполнено не всё.
study-error-empty = Напишите хоть пару слов.
study-error-long = Слишком длинно. Уложитесь в { $limit } символов.
study-error-soon = Слишком скоро. Самый ранний день: { $day }.
study-error-far = Слишком далеко: не больше года вперёд.
study-error-day = Не получилось прочитать дату. Напишите так: 25.12.2026.
study-error-price = Не похоже на сумму. Напишите число рублей, от 1 до 1 000 000.
study-error-days = Напишите число дней от 1 до 365.
study-error-files = Больше 20 файлов не поместится.
study-error-not-file = Пришлите файл или фото.
study-error-not-text = Ответьте, пожалуйста, текстом.
study-error-nothing = Пришлите файлы или напишите, что сделано.
study-error-revisions = Бесплатных доработок нет. Договоритесь с исполнителем в переписке или напишите нам.
study-error-rest = Сначала оплатите остаток.
study-error-warranty = Гарантия по этому заказу закончилась.
study-error-asked = Просьба о времени уже отправлена, ждём ответа.
study-error-payment-open = Сейчас идёт оплата. Подождите минуту.
study-error-too-many = Слишком много открытых заказов. Завершите или отмените часть из них.
study-error-too-much = Столько вернуть нельзя: это больше, чем осталось от оплаты.
