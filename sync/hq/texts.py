"""The words of the fleet page in English and Chinese."""

from datetime import timedelta

LANGUAGES = ("en", "zh")

_TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Endcap fleet", "Endcap 设备总览"),
    "fleet": ("Fleet", "设备总览"),
    "updated": ("Updated", "更新于"),
    "unreachable": ("HQ does not answer; this is the last known state", "总部无响应，以下为最后已知状态"),
    "kiosks": ("Kiosks", "终端"),
    "in_contact": ("In contact", "在线"),
    "attention": ("Need attention", "需要处理"),
    "backlog": ("Events waiting", "待上传事件"),
    "events_today": ("Events, last 24 h", "24 小时内事件"),
    "store": ("Store", "门店"),
    "last_contact": ("Last contact", "最近联系"),
    "versions": ("Versions", "版本"),
    "waiting_for": ("waiting for", "待更新至"),
    "problems": ("Problems", "问题"),
    "nothing_wrong": ("None", "无"),
    "no_kiosks": ("No kiosk is enrolled yet.", "尚未注册任何终端。"),
    "no_kiosks_hint": ("Make an enrolment code with", "生成注册码："),
    "releases": ("Recent releases", "最近发布"),
    "no_releases": ("Nothing has been published yet.", "尚未发布任何版本。"),
    "version": ("Version", "版本"),
    "kind": ("Kind", "类型"),
    "for": ("For", "范围"),
    "size": ("Size", "大小"),
    "published": ("Published", "发布时间"),
    "installed_on": ("Installed on", "已安装"),
    "every_store": ("Every store", "全部门店"),
    "events": ("Events by kind", "事件分类"),
    "no_events": ("No event has arrived yet.", "尚未收到事件。"),
    "total": ("total", "累计"),
    "never": ("never", "从未"),
    "unknown": ("unknown", "未知"),
    "model": ("Model", "模型"),
    "catalog": ("Catalog", "商品目录"),
    "state.ok": ("In contact", "正常"),
    "state.problem": ("Needs attention", "需处理"),
    "state.late": ("Late", "联系延迟"),
    "state.silent": ("Silent", "失联"),
    "state.never": ("Never heard", "未联系"),
    "problem.release_refused.signature": ("Update refused: not signed by HQ", "更新被拒绝：签名无效"),
    "problem.release_refused.altered": ("Update refused: altered files", "更新被拒绝：文件被改动"),
    "problem.release_refused.manifest": ("Update refused: invalid manifest", "更新被拒绝：清单无效"),
    "problem.release_refused.older": ("Update refused: older than installed", "更新被拒绝：版本过旧"),
    "problem.release_refused.unfit": ("Update refused: it failed its check", "更新被拒绝：未通过检查"),
    "problem.release_refused.missing": ("Update refused: files missing at HQ", "更新被拒绝：总部缺少文件"),
    "problem.release_held": ("Staff went back from this version", "店员已回退此版本"),
    "problem.sync_failed": ("The last sync failed", "上次同步失败"),
    "problem.events_set_aside": ("Events that HQ could not keep", "总部无法保存的事件"),
    "problem.disk_low": ("The disk is nearly full", "磁盘空间不足"),
    "problem.releases_damaged": ("Installed releases are damaged", "已安装版本损坏"),
    "problem.clock_wrong": ("The clock is wrong", "时钟不准"),
    "hint.release_refused.signature": (
        "Publish it again under a higher version. If it returns, somebody changes files at HQ or on the way.",
        "请以更高版本号重新发布；若再次出现，说明文件在总部或传输途中被改动。",
    ),
    "hint.release_refused.altered": (
        "Publish it again under a higher version, and look who can write to HQ's folder.",
        "请以更高版本号重新发布，并检查谁能写入总部的文件夹。",
    ),
    "hint.release_refused.manifest": (
        "Build it again and publish it under a higher version.",
        "请重新生成，并以更高版本号发布。",
    ),
    "hint.release_refused.older": (
        "Publish it again under a version above the one installed.",
        "请以高于已安装版本的版本号重新发布。",
    ),
    "hint.release_refused.unfit": (
        "The kiosk keeps the one it has. Mend the release and publish it under a higher version.",
        "终端继续使用现有版本。请修正后以更高版本号发布。",
    ),
    "hint.release_refused.missing": (
        "Restore HQ's releases folder, or publish it again under a higher version.",
        "请恢复总部的发布文件夹，或以更高版本号重新发布。",
    ),
    "hint.release_held": (
        "The kiosk takes the next version that is published.",
        "终端将安装下一个发布的版本。",
    ),
    "hint.disk_low": (
        "Updates wait until there is room: delete what is not Endcap's on that device.",
        "腾出空间后才会更新：请删除该设备上与 Endcap 无关的文件。",
    ),
    "hint.releases_damaged": (
        "The agent installs it anew; if it returns, check the device's disk.",
        "代理会重新安装；若再次出现，请检查设备磁盘。",
    ),
    "hint.clock_wrong": (
        "Set the device's clock or its time server: times of its events are off by as much.",
        "请校正设备时钟或时间服务器：其事件时间也有同样偏差。",
    ),
    "event.view": ("Product viewed", "浏览商品"),
    "event.lift": ("Product lifted", "拿起商品"),
    "event.return": ("Product put back", "放回商品"),
    "event.scan": ("Code scanned", "扫码"),
    "event.suggestions_shown": ("Suggestions shown", "展示推荐"),
    "event.suggestion_taken": ("Suggestion taken", "采纳推荐"),
    "event.restock": ("Restocked", "补货"),
    "event.session_end": ("Session ended", "会话结束"),
    "event.model_rolled_back": ("Model rolled back", "模型回退"),
    "event.release_installed": ("Release installed", "版本已安装"),
    "event.release_refused": ("Release refused", "版本被拒"),
}


class Texts:
    """The page's words in one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self._index = LANGUAGES.index(self.language)

    def __call__(self, key: str, otherwise: str = "") -> str:
        """The text; `otherwise` (or the key) for a key that a newer kiosk may have sent."""
        found = _TEXTS.get(key)
        return found[self._index] if found else otherwise or key

    def hint(self, code: str) -> str:
        """What to do about a problem; "" where there is nothing to say."""
        return self(f"hint.{code}") if f"hint.{code}" in _TEXTS else ""

    def part(self, some: int, whole: int) -> str:
        """So many of so many."""
        return f"{some} / {whole}" if self._index else f"{some} of {whole}"

    def ago(self, span: timedelta) -> str:
        """A length of time that has passed."""
        length = self._length(span.total_seconds())
        return f"{length}前" if self._index else f"{length} ago"

    def skew(self, seconds: float) -> str:
        """How far a clock is off; negative: behind."""
        length = self._length(abs(seconds))
        if self._index:
            return f"慢 {length}" if seconds < 0 else f"快 {length}"
        return f"{length} behind" if seconds < 0 else f"{length} ahead"

    def _length(self, seconds: float) -> str:
        """A length of time in the largest unit that it fills."""
        units = ((86400, "d", "天"), (3600, "h", "小时"), (60, "min", "分钟"), (1, "s", "秒"))
        size, *names = next((unit for unit in units if seconds >= unit[0]), units[-1])
        return f"{max(0, int(seconds // size))} {names[self._index]}"


def size_text(size: int) -> str:
    """Bytes for people."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)) if size else 0} kB"
    return f"{size / 1e6:.1f} MB"
