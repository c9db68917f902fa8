staff-panel =
    <b>Панель сотрудника</b>

    Ваша роль: { $role }.
staff-people = 👥 Люди
staff-find = 🔎 Найти
staff-audit = 📜 Журнал
staff-health = 🩺 Состояние
staff-hours = 🕐 Мои часы

staff-people-all =
    <b>Люди</b>

    { $count ->
        [one] Всего { $count } человек.
        [few] Всего { $count } человека.
       *[other] Всего { $count } человек.
    }
staff-people-found = По запросу «{ $query }» найдено: { $count }.
staff-people-none = По запросу «{ $query }» никто не нашёлся.
staff-narrow = Уточнить запрос
staff-ask-find = Напишите имя, @username, номер у нас или ID в Telegram.

staff-card =
    <b>{ $name }</b> · № { $id }

    Telegram: { $telegram }
    Язык: { $language }
    Часовой пояс: { $zone }
    Роли: { $roles }
    С нами с { $created }
    Последний визит: { $seen }
staff-card-came = Источник: { $payload }
staff-card-unreachable = ⚠️ Не получает сообщений с { $at }
staff-card-blocked = ⛔ Доступ закрыт { $at }. Причина: { $reason }
staff-card-deleted =
    <b>Удалённый аккаунт</b> · № { $id }

    С нами с { $created }
    Удалён { $deleted }
staff-roles = 🎭 Роли
staff-block = ⛔ Закрыть доступ
staff-unblock = 🔓 Открыть доступ
staff-notes = 📝 Заметки
staff-timeline = 🕓 История

staff-roles-page =
    <b>{ $name }</b>

    Сейчас: { $roles }. Нажмите на роль, чтобы дать или снять её.
staff-revoke-ask = <b>{ $name }</b>: снять роль «{ $role }»?
staff-role-granted = У вас новая роль: <b>{ $role }</b>.
staff-role-panel = Панель сотрудника уже в меню.
staff-role-revoked = Роль «{ $role }» с вас снята.
staff-ask-reason = Почему закрываем доступ? Человек увидит эту причину.
staff-ask-note = Напишите заметку. Её увидят только сотрудники.
staff-notes-title = Заметки: <b>{ $name }</b>
staff-notes-none = Пока ни одной.
staff-note =
    <i>{ $at }, № { $author }</i>
    { $text }
staff-note-add = ＋ Заметка

staff-timeline-title = <b>История человека № { $id }</b>
staff-audit-title = <b>Журнал</b> · { $filter } · { $count }
staff-audit-filter = ⚙️ Фильтр
staff-audit-filters = Что показать?
staff-audit-all = всё подряд
staff-audit-none = Записей нет.
staff-audit-row =
    <i>{ $at }</i> · { $actor }
    { $deed }
staff-actor-shell = сервер
staff-actor-system = система

audit-user-blocked = доступ закрыт
audit-user-unblocked = доступ открыт
audit-user-note-added = заметка
audit-role-granted = роль дана
audit-role-revoked = роль снята
audit-consent-decided = согласие
audit-account-exported = выгрузка данных
audit-account-deleted = аккаунт удалён
audit-token-created = ключ создан
audit-token-revoked = ключ отозван
audit-message-revived = повтор отправки
audit-hour = часы с поддержкой
audit-hour-held = бронь часа
audit-hour-expired = бронь истекла
audit-hour-booked = час оплачен
audit-hour-started = час начат
audit-hour-done = час состоялся
audit-hour-missed-by-client = клиент не пришёл
audit-hour-missed-by-operator = оператор не пришёл
audit-hour-cancelled = час отменён
audit-hour-reassigned = час передан
audit-booking = брони
audit-booking-requested = заявка на тур
audit-booking-approved = бронь подтверждена
audit-booking-rejected = в брони отказано
audit-booking-expired = бронь истекла
audit-booking-paid = бронь оплачена
audit-booking-cancelled = бронь отменена
audit-booking-named = участники брони названы
audit-booking-reversed = оплата брони возвращена
audit-booking-completed = тур по брони прошёл
audit-agency = агентства
audit-agency-created = агентство создано
audit-agency-changed = агентство изменено
audit-agency-commission-set = комиссия изменена
audit-agency-commission-received = комиссия получена
audit-agency-payme-set = касса Payme изменена
audit-agency-blocked = агентство заблокировано
audit-agency-unblocked = агентство разблокировано
audit-agency-manager-added = менеджер назначен
audit-agency-manager-removed = менеджер снят
audit-tour = туры
audit-tour-created = тур создан
audit-tour-changed = тур изменён
audit-tour-published = тур опубликован
audit-tour-archived = тур в архиве
audit-tour-session-added = сеанс добавлен
audit-tour-session-changed = сеанс изменён
audit-tour-session-closed = запись закрыта
audit-tour-session-opened = запись открыта
audit-tour-session-cancelled = сеанс отменён
audit-tour-session-completed = сеанс прошёл
audit-tour-promotion-added = акция добавлена
audit-tour-promotion-ended = акция завершена
audit-tour-code-added = промокод добавлен
audit-tour-code-ended = промокод выключен
audit-trip = поездки на заказ
audit-trip-submitted = заявка на поездку отправлена
audit-trip-offered = предложение сделано
audit-trip-changed = предложение изменено
audit-trip-withdrawn = предложение отозвано
audit-trip-countered = встречная цена
audit-trip-declined = от предложения отказались
audit-trip-chosen = предложение выбрано
audit-trip-cancelled = заявка отменена
audit-trip-expired = заявка истекла

audit-subject-user = № { $id }
audit-subject-agency = агентство № { $id }
audit-subject-token = ключ № { $id }
audit-subject-message = сообщение № { $id }
audit-document-offer = оферта
audit-document-personal-data = обработка данных
audit-decision-given = дано
audit-decision-refused = отказ
audit-decision-withdrawn = отозвано

staff-faq = 👍 Что помогает
staff-faq-page = <b>Вопросы и ответы: что помогает</b>
staff-faq-none = Пока никто не сказал, помог ли ответ.
staff-faq-sum =
    Оценок: { $votes }, «помогло»: { $share } %.
    Ответов без оценок: { $silent }.
staff-faq-order-worst = Сначала те, что помогают хуже. Нажмите на номер, чтобы прочитать ответ.
staff-faq-order-best = Сначала те, что помогают лучше. Нажмите на номер, чтобы прочитать ответ.
staff-faq-row =
    { $number }. { $emoji } { $question }
    👍 { $helped } · 👎 { $not }
staff-faq-worst = ⇅ Сначала слабые
staff-faq-best = ⇅ Сначала удачные

staff-health-page =
    <b>Состояние</b> · версия { $version }

    База: { $database }
    Redis: { $redis }
    Людей: { $people }, не получают сообщений: { $unreachable }
    В очереди: { $waiting ->
        [0] пусто
       *[other] { $waiting }, самое старое ждёт { $oldest } с
    }
    Не доставлено: { $dead }
    Сбоев за неделю: { $failed }
    Службы: { $loops }
staff-health-ms = { $ms } мс
staff-health-redis-none = не подключён
staff-health-redis-down = не отвечает
staff-health-all-alive = все отвечают
staff-health-silent = ⚠️ молчат: { $names }
staff-health-dead = 📭 Не доставлено: { $count }
staff-dead-title = <b>Не доставлено</b> · { $count }
staff-dead-row =
    № { $id } · { $kind } · кому: № { $user }
    <i>{ $error }</i>
staff-dead-revive = ↻ № { $id }

staff-error-yourself = С самим собой так нельзя.
staff-error-rank = Менять доступ и роли этого человека может только владелец.
staff-error-gone = Такого человека нет.
staff-error-empty = Здесь пусто. Напишите хотя бы слово.
staff-error-long = Слишком длинно: поместится до { $limit } символов.
staff-reviews = ⭐ Отзывы
staff-partners = 🎁 Партнёры
audit-partner-applied = подана заявка на партнёрство
audit-partner-withdrew = заявка на партнёрство отозвана
audit-partner-approved = заявка на партнёрство принята
audit-partner-refused = заявка на партнёрство отклонена
audit-referral-share-set = доля партнёра
audit-review-written = отзыв написан
audit-review-shown = отзыв опубликован
audit-review-hidden = отзыв скрыт
audit-review-answered = ответ на отзыв
audit-order = заказы
