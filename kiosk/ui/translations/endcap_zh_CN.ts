<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Age</name>
    <message>
        <source>%1 s ago</source>
        <translation>%1 秒前</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 分钟前</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1 小时前</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>%1 天前</translation>
    </message>
</context>
<context>
    <name>AttractPage</name>
    <message>
        <source>Staff</source>
        <translation>店员</translation>
    </message>
    <message>
        <source>Lift any product</source>
        <translation>拿起任意商品</translation>
    </message>
    <message>
        <source>See its price, where it stands, how many are left and what goes well with it.</source>
        <translation>即可查看价格、位置、余量和搭配推荐。</translation>
    </message>
    <message>
        <source>Browse departments</source>
        <translation>浏览分类</translation>
    </message>
    <message>
        <source>Search the store</source>
        <translation>搜索商品</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>Kiosk</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Browse</name>
    <message numerus="yes">
        <source>%Ln products</source>
        <translation>
            <numerusform>%Ln 件商品</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BrowsePage</name>
    <message>
        <source>Departments</source>
        <translation>商品分类</translation>
    </message>
    <message>
        <source>Nothing here right now</source>
        <translation>此处暂无商品</translation>
    </message>
    <message>
        <source>The products are being loaded, or this part of the store is empty.</source>
        <translation>商品正在载入，或此分类暂无商品。</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Weight unknown</source>
        <translation>重量未知</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排比较</translation>
    </message>
    <message>
        <source>The two products you hold. Put one back to see the other alone.</source>
        <translation>您手中的两件商品。放回一件，即可单独查看另一件。</translation>
    </message>
    <message>
        <source>Per 100 g</source>
        <translation>每100克</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>On the shelf</source>
        <translation>货架存量</translation>
    </message>
</context>
<context>
    <name>CompareSide</name>
    <message>
        <source>Lower price</source>
        <translation>价格更低</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>Never heard</source>
        <translation>从未收到信号</translation>
    </message>
    <message>
        <source>Heard %1</source>
        <translation>%1有信号</translation>
    </message>
    <message numerus="yes">
        <source>%n slots</source>
        <translation>
            <numerusform>%n 个货位</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n silent</source>
        <translation>
            <numerusform>%n 个无信号</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>Asleep</source>
        <translation>休眠</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>失联</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Never reached so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelves and scanners are heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected to the broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelves and scanners cannot be heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection to the broker. Counts are not shown as fresh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n messages could not be read</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n events were missed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Every message was read, none was missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last contact %1</source>
        <translation>上次连接：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n events wait to be sent</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Everything has been sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Syncing…</source>
        <translation>同步中…</translation>
    </message>
    <message>
        <source>Headquarters not reached</source>
        <translation>无法连接总部</translation>
    </message>
    <message>
        <source>No contact yet</source>
        <translation>尚未连接</translation>
    </message>
    <message>
        <source>In touch with headquarters</source>
        <translation>与总部连接正常</translation>
    </message>
</context>
<context>
    <name>IdleSheet</name>
    <message>
        <source>Are you still here?</source>
        <translation>您还在吗？</translation>
    </message>
    <message>
        <source>Then this screen forgets what you looked at.</source>
        <translation>倒计时结束后，本屏将清除您的浏览记录。</translation>
    </message>
    <message>
        <source>I am still here</source>
        <translation>我还在</translation>
    </message>
    <message>
        <source>I am done</source>
        <translation>我看完了</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Erase</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
</context>
<context>
    <name>NavBar</name>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>大字</translation>
    </message>
</context>
<context>
    <name>NotSoldPage</name>
    <message>
        <source>We do not sell this one</source>
        <translation>本店不售此商品</translation>
    </message>
    <message>
        <source>Code %1 is not among this store&apos;s products.</source>
        <translation>本店商品中没有条码 %1。</translation>
    </message>
    <message>
        <source>Search by name</source>
        <translation>按名称搜索</translation>
    </message>
    <message>
        <source>Browse departments</source>
        <translation>浏览分类</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Shelves and scanner cannot be heard right now.</source>
        <translation>货架与扫码器暂时无法连接。</translation>
    </message>
    <message>
        <source>A shelf is not answering; its counts are unknown.</source>
        <translation>有货架没有响应，其数量未知。</translation>
    </message>
    <message>
        <source>Products are being loaded again. One moment.</source>
        <translation>商品正在重新载入，请稍候。</translation>
    </message>
    <message>
        <source>Suggestions are not available right now.</source>
        <translation>暂时无法提供推荐。</translation>
    </message>
    <message>
        <source>Storage is full. Please tell a member of staff.</source>
        <translation>存储空间已满，请告知店员。</translation>
    </message>
</context>
<context>
    <name>Price</name>
    <message>
        <source>Save %1</source>
        <translation>省 %1</translation>
    </message>
    <message>
        <source>This week&apos;s pick</source>
        <translation>本周推荐</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>%1止</translation>
    </message>
    <message>
        <source>%1 per 100 g</source>
        <translation>每100克 %1</translation>
    </message>
</context>
<context>
    <name>PriceTag</name>
    <message>
        <source>Before: %1</source>
        <translation>原价：%1</translation>
    </message>
</context>
<context>
    <name>ProductCard</name>
    <message>
        <source>None left</source>
        <translation>已空</translation>
    </message>
</context>
<context>
    <name>ProductPage</name>
    <message>
        <source>In your hand</source>
        <translation>您手中</translation>
    </message>
    <message>
        <source>Store brand</source>
        <translation>自有品牌</translation>
    </message>
    <message>
        <source>Compare what you hold</source>
        <translation>比较手中商品</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>this one</source>
        <translation>本品</translation>
    </message>
    <message>
        <source>Similar to what you looked at</source>
        <translation>与您看过的商品相似</translation>
    </message>
    <message>
        <source>Similar to %1</source>
        <translation>与%1相似</translation>
    </message>
    <message>
        <source>On offer this week</source>
        <translation>本周特惠</translation>
    </message>
    <message>
        <source>New in this store</source>
        <translation>本店新品</translation>
    </message>
    <message>
        <source>New here, much like %1</source>
        <translation>本店新品，与%1相近</translation>
    </message>
    <message>
        <source>Often bought together</source>
        <translation>常被一起购买</translation>
    </message>
    <message>
        <source>Often bought with %1</source>
        <translation>常与%1一起买</translation>
    </message>
    <message>
        <source>Sometimes bought with %1</source>
        <translation>有时与%1一起买</translation>
    </message>
    <message>
        <source>In %1% of baskets with %2</source>
        <translation>%1% 买了%2的人也买</translation>
    </message>
    <message>
        <source>You buy it about every %1 days</source>
        <translation>您大约每 %1 天买一次</translation>
    </message>
    <message>
        <source>You have bought it %1 times</source>
        <translation>您买过 %1 次</translation>
    </message>
    <message>
        <source>You have bought it before</source>
        <translation>您以前买过</translation>
    </message>
    <message>
        <source>Popular in this store</source>
        <translation>本店热销</translation>
    </message>
    <message>
        <source>Popular here: in %1 baskets</source>
        <translation>本店热销：出现在 %1 个购物篮中</translation>
    </message>
</context>
<context>
    <name>Restock</name>
    <message>
        <source>Empty</source>
        <translation>已空</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>偏少</translation>
    </message>
    <message>
        <source>Go and look</source>
        <translation>请查看</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n slots need goods</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n empty</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Continue with %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Sells %1 a day</source>
        <translation>日销 %1 件</translation>
    </message>
    <message>
        <source>No recent sales</source>
        <translation>近期无销售</translation>
    </message>
    <message>
        <source>Empty within the hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty in about %1 h</source>
        <translation>约 %1 小时后售空</translation>
    </message>
    <message>
        <source>Empty in about %1 days</source>
        <translation>约 %1 天后售空</translation>
    </message>
    <message>
        <source>Count and fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Bring %n</source>
        <translation>
            <numerusform>补 %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search the store</source>
        <translation>搜索商品</translation>
    </message>
    <message>
        <source>Name, pinyin or code</source>
        <translation>名称、拼音或条码</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>找到 %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>What are you looking for?</source>
        <translation>您想找什么？</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>没有找到“%1”</translation>
    </message>
    <message>
        <source>Type a name in English or Chinese, pinyin or its first letters, or scan a code.</source>
        <translation>输入中英文名称、拼音或拼音首字母，也可扫描条码。</translation>
    </message>
    <message>
        <source>Try fewer letters, or browse the departments.</source>
        <translation>请减少输入的字母，或浏览商品分类。</translation>
    </message>
</context>
<context>
    <name>StaffAuditPage</name>
    <message>
        <source>Nothing has been written yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every change that staff make stands here, with who made it and when.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StaffCount</name>
    <message>
        <source>of %1 pieces</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StaffFrame</name>
    <message>
        <source>Restock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StaffHealthPage</name>
    <message>
        <source>Syncing…</source>
        <translation>同步中…</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since the kiosk was started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No device has been heard yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelves and scanners appear here as soon as they speak.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StaffPinPage</name>
    <message>
        <source>Too many wrong PINs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staff PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait, then try again. The lock also holds after a restart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That PIN is not right. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter your PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StaffRestockPage</name>
    <message>
        <source>All shelves are full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to restock now. New tasks appear here by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StaffTaskPage</name>
    <message>
        <source>This task is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the list for the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the shelf: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the product, or touch its slot here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the goods on the shelf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight confirms it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for goods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I am at %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StaffTaskRow</name>
    <message>
        <source>Not fresh: the shelf is silent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StaffVersionsPage</name>
    <message>
        <source>An update was refused: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggestions: model in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no earlier model to go back to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catalog: products, prices, shelves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggestions come from the previous model at once. %1 is kept off this kiosk until headquarters publish a newer one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the present one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Stock</name>
    <message numerus="yes">
        <source>%n at the last check</source>
        <translation>
            <numerusform>上次清点 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Not counted</source>
        <translation>不计数</translation>
    </message>
    <message>
        <source>No smart shelf here</source>
        <translation>此处没有智能货架</translation>
    </message>
    <message>
        <source>Count unknown</source>
        <translation>数量未知</translation>
    </message>
    <message>
        <source>The shelf is not answering</source>
        <translation>货架暂无响应</translation>
    </message>
    <message>
        <source>None left here</source>
        <translation>货架已空</translation>
    </message>
    <message numerus="yes">
        <source>Only %n left</source>
        <translation>
            <numerusform>仅剩 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>还剩 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked %1</source>
        <translation>%1清点</translation>
    </message>
    <message>
        <source>%1, shelf silent since</source>
        <translation>%1，此后货架无信号</translation>
    </message>
</context>
<context>
    <name>SuggestionStrip</name>
    <message>
        <source>Goes well with it</source>
        <translation>搭配推荐</translation>
    </message>
    <message>
        <source>Nothing to suggest for this one yet.</source>
        <translation>暂无搭配推荐。</translation>
    </message>
</context>
<context>
    <name>Task</name>
    <message>
        <source>%1 g on the scale</source>
        <translation>称重 %1 克</translation>
    </message>
    <message numerus="yes">
        <source>%n pieces, confirmed by weight</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more fit</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close without confirmation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have looked after it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is another product. Scan the one shown here.</source>
        <translation>%1 是另一种商品，请扫描此处显示的商品。</translation>
    </message>
    <message>
        <source>That was another slot. The right one is %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight fits no whole number of pieces. Take your hand off; is something else there?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This slot&apos;s sensor is silent. Fill it by eye; nothing can be counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something was taken off again; the count follows.</source>
        <translation>有商品被取下，数量已更新。</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>Made %1</source>
        <translation>制作于 %1</translation>
    </message>
</context>
</TS>
