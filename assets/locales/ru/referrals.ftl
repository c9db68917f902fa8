referrals-page =
    <b>Пригласить друзей</b>

    Отправьте другу ссылку. С каждой его оплаты в течение { $days ->
        [one] { $days } дня
       *[other] { $days } дней
    } вам идёт бонус { $percent } %. Через { $hold ->
        [one] { $hold } день
        [few] { $hold } дня
       *[other] { $hold } дней
    } его можно тратить: бонусы покрывают до { $cap } % цены.

    { $link }
referrals-page-trip = Бонус за тур начинает ждать, когда поездка закончится.
referrals-people =
    { $came ->
        [0] По ссылке пока никто не пришёл.
        [one] По ссылке пришёл { $came } человек, оплатили: { $paid }.
        [few] По ссылке пришли { $came } человека, оплатили: { $paid }.
       *[other] По ссылке пришли { $came } человек, оплатили: { $paid }.
    }
referrals-available = Доступно: <b>{ $money }</b>
referrals-pending = Ожидает: { $money }
referrals-reserved = Отложено для оплаты: { $money }
referrals-debt = Минус появился из-за возврата денег другу. Следующие бонусы его закроют.
referrals-payout-open = ⏳ Запрошена выплата { $sum } на карту { $card }, { $day }.
referrals-payout-minimum = Вывести на карту можно от { $minimum }.
referrals-withdraw = 💸 Вывести на карту
referrals-withdraw-sum = 💸 Вывести { $sum }
referrals-payout-back = ↩️ Отозвать заявку
referrals-ask-card = Выведем <b>{ $sum }</b>. Пришлите номер карты: деньги переведём, когда заявку проверит сотрудник. Сообщение с номером сразу уберём из чата.
referrals-share = 📨 Отправить другу
referrals-share-text = Советую { $brand }. Открывайте по моей ссылке
referrals-copy = 📋 Скопировать
referrals-picture = 🔳 QR-код
referrals-picture-page =
    Пусть друг наведёт камеру на код.

    { $link }
referrals-history = 🧾 Мои бонусы

referrals-history-title =
    <b>Мои бонусы</b>

    { $count ->
        [0] Пока ни одного: бонус придёт с первой оплаты друга.
        [one] Всего { $count } начисление.
        [few] Всего { $count } начисления.
       *[other] Всего { $count } начислений.
    }
referrals-row =
    { $day } · <b>{ $money }</b>
    { $state }
referrals-row-clawed = Из-за возврата снято { $money }, осталось { $left }.
referrals-state-pending = Станет доступен { $day }
referrals-state-available = Доступен
referrals-state-clawed = Снят: деньги вернули

referrals-news-earned = 🎁 Друг сделал оплату, и вам начислен бонус <b>{ $money }</b>. Он станет доступен { $day }.
referrals-news-released = 🎁 Бонус <b>{ $money }</b> теперь доступен: его можно потратить на следующую оплату.
referrals-news-clawed = Другу вернули деньги, поэтому бонус уменьшился на <b>{ $money }</b>.

referrals-gains = 📊 Результаты по месяцам
referrals-gains-mine = <b>Мои результаты</b> · { $month }
referrals-gains-theirs = <b>{ $name }</b> · { $month }
referrals-gains-people =
    Пришли по ссылке: { $came }
    Платили: { $paid }
referrals-gains-source =
    <b>{ $name }</b>
    { $count ->
        [one] { $count } оплата
        [few] { $count } оплаты
       *[other] { $count } оплат
    }, бонусы { $earned }
referrals-gains-study = Помощь с учёбой
referrals-gains-hours = Час с поддержкой
referrals-gains-before = ‹ Раньше
referrals-gains-after = Позже ›

referrals-partners =
    <b>Партнёры</b>

    { $count ->
        [one] { $count } человек приводит клиентов.
        [few] { $count } человека приводят клиентов.
       *[other] { $count } человек приводят клиентов.
    }
referrals-partners-none =
    <b>Партнёры</b>

    Пока никто никого не привёл.
referrals-partner-row = { $name } · { $percent } % · { $came }/{ $paid }
referrals-partner =
    <b>{ $name }</b> · № { $id }

    Пришли: { $came }, оплатили: { $paid }
referrals-share-own = Доля: { $percent } %, личная
referrals-share-common = Доля: { $percent } %, как у всех
referrals-month = { $month }: пришли { $came }, платили { $paid }, бонусы { $earned }
referrals-set-share = ✏️ Доля
referrals-reset-share = ↩︎ Как у всех
referrals-person = 👤 Карточка человека
referrals-ask-share =
    <b>{ $name }</b>: сейчас { $percent } %.

    Напишите новую долю в процентах, от 0 до { $limit }. Прежние начисления не изменятся.
referrals-risk-calm = 🟢 Ничего подозрительного. Оценка риска: { $score } из 100
referrals-risk-look = 🟡 Есть на что взглянуть. Оценка риска: { $score } из 100
referrals-risk-ask = 🔴 Разберитесь до выплаты. Оценка риска: { $score } из 100
referrals-note-own-work =
    • { $count ->
        [one] { $count } раз
        [few] { $count } раза
       *[other] { $count } раз
    } выполнял оплаченную работу для тех, кого привёл сам
referrals-note-burst =
    • { $count ->
        [one] { $count } человек пришёл
        [few] { $count } человека пришли
       *[other] { $count } человек пришли
    } за один час, а платит почти никто
referrals-note-one-payer =
    • { $count ->
        [one] { $count } оплата
        [few] { $count } оплаты
       *[other] { $count } оплат
    }, и все от одного человека
referrals-note-unfinished =
    • { $count ->
        [one] { $count } оплата
        [few] { $count } оплаты
       *[other] { $count } оплат
    }, и ни одна работа не завершена
referrals-note-quiet = • Новых людей давно нет, а бонусы идут
referrals-error-share = Это не доля. Напишите число от 0 до { $limit }, например 7 или 7,5.

referrals-become = 🤝 Стать партнёром
referrals-apply =
    <b>Партнёрство</b>

    Тем, кто приводит много людей, мы даём отдельный, более высокий процент с оплат.
referrals-apply-ask = Расскажите, где и кому вы будете делиться ссылкой: канал, блог, клуб, сколько там людей. До { $limit } знаков.
referrals-apply-waits = ⏳ Заявка отправлена { $day }. Ответ придёт сюда.
referrals-apply-about = <i>{ $text }</i>
referrals-apply-refused = Прошлую заявку отклонили: { $reason }
referrals-unapply = ↩️ Отозвать заявку
referrals-apply-again = 🤝 Подать новую заявку
referrals-news-approved = 🤝 Теперь вы наш партнёр! Ваш процент и ссылка ждут на странице «Пригласить друзей».
referrals-news-refused =
    К сожалению, заявку на партнёрство отклонили.

    Причина: { $reason }
referrals-news-applied = 🤝 <b>Новая заявка на партнёрство</b>
referrals-open-application = Открыть заявку
referrals-applications-open = 🆕 Заявки · { $count }
referrals-applications =
    <b>Заявки на партнёрство</b>

    { $count ->
        [0] Новых заявок нет.
        [one] Ждёт ответа { $count } заявка.
        [few] Ждут ответа { $count } заявки.
       *[other] Ждут ответа { $count } заявок.
    }
referrals-application =
    <b>{ $name }</b> · № { $id }

    <i>{ $text }</i>

    По ссылке уже пришли: { $came }, оплатили: { $paid }
referrals-applied = Заявка от { $at }
referrals-approve = ✅ Принять
referrals-refuse = ✖️ Отклонить
referrals-was-approved = ✅ Заявка принята.
referrals-was-refused = ✖️ Отклонена: { $reason }
referrals-ask-refusal = Почему отклоняем? { $name } прочтёт причину. До { $limit } знаков.
referrals-error-partner = Вы уже партнёр.
referrals-error-decided = Заявка уже не ждёт решения.
referrals-error-text = Здесь нужен текст до { $limit } знаков.
referrals-payouts = 💳 Выплаты
referrals-payouts-title = <b>Мои выплаты</b>
referrals-payout-row =
    <b>{ $sum }</b> на карту { $card }, { $day }
    { $status }
referrals-payout-reference = Номер перевода: { $text }
referrals-error-waits = Ваша заявка уже на рассмотрении.
referrals-error-soon = Новую заявку можно подать через сутки после прошлой.
referrals-apply-later = Новую заявку можно подать с { $at }.
referrals-was-withdrawn = ↩️ Отозвана.
